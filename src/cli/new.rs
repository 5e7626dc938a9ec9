pub(super) fn run(_: &super::args::Global, _: &super::args::NewArgs) -> super::Outcome {
    super::Outcome::Clean
}
