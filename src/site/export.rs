//! The names that files get when a reader keeps them: they say whose they are,
//! as of when, and how they are marked, wherever they end up.

use jiff::civil::Date;

use crate::model::fold;
use crate::release::Release;

/// Names for the exports of one edition.
pub(super) struct Names {
    authority: String,
    as_of: Date,
    marking: Option<String>,
}

impl Names {
    pub(super) fn of(release: &Release, as_of: Date) -> Self {
        Self {
            authority: fold(&release.settings().authority),
            as_of,
            marking: release.marking().map(|marking| fold(marking).to_uppercase()),
        }
    }

    /// The name for a file of the site: `aldermere-council-waits-2026-06-30-OFFICIAL.csv`.
    pub(super) fn name(&self, path: &str) -> String {
        let file = path.rsplit('/').next().unwrap_or(path);
        let (stem, ending) = file.split_once('.').unwrap_or((file, ""));
        let marking = self.marking.as_ref().map_or(String::new(), |marking| format!("-{marking}"));
        format!("{}-{stem}-{}{marking}.{ending}", self.authority, self.as_of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_export_says_whose_it_is_as_of_when_and_how_it_is_marked() {
        let mut names = Names {
            authority: "aldermere-council".to_owned(),
            as_of: jiff::civil::date(2026, 6, 30),
            marking: Some("OFFICIAL-SENSITIVE".to_owned()),
        };
        let name = names.name("../data/figures/waits.csv");
        assert_eq!(name, "aldermere-council-waits-2026-06-30-OFFICIAL-SENSITIVE.csv");
        names.marking = None;
        assert_eq!(names.name("data/pack.schema.json"), "aldermere-council-pack-2026-06-30.schema.json");
    }
}
