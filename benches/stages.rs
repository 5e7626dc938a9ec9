//! Each stage by itself, on a pack of a thousand items: `cargo bench --bench stages`.
//! With `-- --save-baseline before`, and later `-- --baseline before`, two
//! states of the program are held against each other.

mod large_pack;

use std::collections::{BTreeMap, BTreeSet};
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

use criterion::{Criterion, criterion_group, criterion_main};
use jiff::civil::date;
use ninefold::assess::assess;
use ninefold::guard::{Clean, Guard, Scanner};
use ninefold::link::{Graph, link};
use ninefold::model::{Audience, PersonalData};
use ninefold::parse::{Kept, parse, parse_again};
use ninefold::release::release;
use ninefold::site::{Draft, Materials};
use ninefold::source::{Sources, load_skin};
use rayon::prelude::*;

use large_pack::sources;

/// Items in the pack.
const ITEMS: usize = 1000;

fn stages(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group(format!("{ITEMS} items"));
    group.sample_size(10);
    let day = date(2026, 6, 30);
    let texts = sources(ITEMS);
    group.bench_function("parse", |bench| bench.iter(|| black_box(parse(&texts))));
    let mut kept = Kept::default();
    group.bench_function("parse again", |bench| bench.iter(|| black_box(parse_again(&texts, &mut kept))));
    let (pack, findings) = parse(&texts);
    assert!(findings.is_empty(), "{:?}", findings.first());
    let pack = pack.expect("the pack can be read");
    let graph = linked(&texts);
    group.bench_function("link", |bench| {
        bench.iter_batched(
            || pack.clone(),
            |pack| black_box(link(pack, &BTreeMap::new())),
            criterion::BatchSize::LargeInput,
        );
    });
    let skin = load_skin(Path::new("nowhere"), &graph.settings).expect("the embedded skin");
    let materials = Arc::new(Materials { skin, ..Materials::default() });
    let released = Arc::new(release(graph, Audience::Internal, day).0);
    group.bench_function("assess", |bench| bench.iter(|| black_box(assess(&released, day))));
    let assessment = Arc::new(assess(&released, day));
    let build = || {
        let (released, assessment) = (Arc::clone(&released), Arc::clone(&assessment));
        let draft = Draft::new(released, assessment, Arc::clone(&materials));
        let files = draft.expect("the embedded skin").files(&|| true, &|file| file);
        files.expect("the site can be made").expect("nothing stopped it")
    };
    group.bench_function("site", |bench| bench.iter(|| black_box(build())));
    let (scanner, data, files) = (Scanner::default(), PersonalData::default(), build());
    let guard = |clean: &Clean| {
        let mut guard = Guard::new(&scanner, clean, &data, Audience::Internal, day);
        guard.sources(&texts, &BTreeSet::new());
        guard.site(files.par_iter().map(|file| guard.look(file)).collect());
        guard.verdict(true).findings.len()
    };
    group.bench_function("guard", |bench| bench.iter(|| black_box(guard(&Clean::default()))));
    let known = Clean::default().under(&scanner);
    guard(&known);
    let known = known.under(&scanner);
    group.bench_function("guard again", |bench| bench.iter(|| black_box(guard(&known))));
    group.finish();
}

fn linked(texts: &Sources) -> Graph {
    let (graph, findings) = link(parse(texts).0.expect("the pack can be read"), &BTreeMap::new());
    assert!(findings.is_empty(), "{:?}", findings.first());
    graph
}

criterion_group!(benches, stages);
criterion_main!(benches);
