//! The command line: `dateline read`, `code`, `eval`, `parse`, `serve`, `schema`, `bench`.

mod cli;
mod command;
mod failure;
mod terminal;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    // A fault of the program is told in one line; whoever wants the trace asks the debugger.
    std::panic::set_hook(Box::new(|fault| {
        let place = fault.location().map(|l| format!(" at {}:{}", l.file(), l.line())).unwrap_or_default();
        eprintln!("dateline: fault of the program{place}; please report it");
    }));
    let cli = match cli::Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // A pipe that was closed before the help was read is no fault; nor can anything be said about it.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    match command::run(cli.command) {
        Ok(code) => code,
        Err(failure) => failure.report(),
    }
}
