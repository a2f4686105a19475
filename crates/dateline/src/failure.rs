//! How a command ends when it cannot do what was asked.

use std::io;
use std::process::ExitCode;

use dateline::dateline_archive::ArchiveError;

/// Why a command ended early.
#[derive(Debug)]
pub enum Failure {
    /// Bad input or usage: what, where and what to do about it. Exit code 2.
    Input(String),
    /// Something was reported on the way already; nothing is left to say.
    Reported(u8),
    /// The user stopped it: how to go on. Exit code 130.
    Interrupted(String),
    /// Whoever read the output went away, as `head` does: no fault.
    ClosedPipe,
}

/// How a command ends.
pub type Outcome = Result<ExitCode, Failure>;

impl Failure {
    /// Bad input or usage.
    pub fn input(message: impl Into<String>) -> Self {
        Self::Input(message.into())
    }

    /// A file that could not be written or read.
    pub fn file(path: &std::path::Path, doing: &str, error: &io::Error) -> Self {
        Self::Input(format!(
            "{} cannot be {doing} ({error}); check the path and the permissions",
            path.display()
        ))
    }

    /// Says what is to be said and gives the exit code.
    pub fn report(self) -> ExitCode {
        match self {
            Self::Input(message) => {
                eprintln!("dateline: {}", dateline::view::clean(&message));
                ExitCode::from(2)
            }
            Self::Reported(code) => ExitCode::from(code),
            Self::Interrupted(message) => {
                eprintln!("dateline: {}", dateline::view::clean(&message));
                ExitCode::from(130)
            }
            Self::ClosedPipe => ExitCode::SUCCESS,
        }
    }
}

/// Output went wrong: only ever standard output, since files are named where they fail.
impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self::ClosedPipe
        } else {
            Self::Input(format!("the output cannot be written ({error})"))
        }
    }
}

/// The archive says itself what to do about it.
impl From<ArchiveError> for Failure {
    fn from(error: ArchiveError) -> Self {
        Self::Input(error.to_string())
    }
}
