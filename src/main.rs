use std::process::ExitCode;

fn main() -> ExitCode {
    hfk::cli::run()
}
