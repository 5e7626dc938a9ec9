pub(super) fn run(_: &super::args::InitArgs) -> super::Outcome {
    super::Outcome::Clean
}
