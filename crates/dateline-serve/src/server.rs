//! Listening, and stopping without breaking anything off.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;

use crate::app::{Desk, router};
use crate::watch::watch;

/// How long answers that are on their way may take once the desk is told to stop.
const LAST_ANSWERS: Duration = Duration::from_secs(5);

/// Why the desk could not be served.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The address is taken, or not this machine's.
    #[error("{address} cannot be listened on ({error}); give another with --listen, such as 127.0.0.1:8081")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        error: io::Error,
    },
    /// The system gave no threads.
    #[error("the server cannot be started ({0})")]
    Start(io::Error),
    /// Serving broke off.
    #[error("the server broke off ({0})")]
    Broken(io::Error),
}

/// Serves the desk until the process is told to stop (Ctrl-C, SIGTERM). `opened` is told the address once it answers.
///
/// # Errors
/// When the address cannot be listened on.
pub fn serve(desk: Desk, opened: impl FnOnce(SocketAddr)) -> Result<(), ServeError> {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(ServeError::Start)?;
    let served = runtime.block_on(async {
        let address = desk.options().listen;
        let listen = |error| ServeError::Listen { address, error };
        let listener = TcpListener::bind(address).await.map_err(listen)?;
        opened(listener.local_addr().map_err(listen)?);
        let desk = Arc::new(desk);
        let stop = Arc::clone(&desk);
        tokio::spawn(watch(Arc::clone(&desk)));
        let serving = axum::serve(listener, router(desk)).with_graceful_shutdown(async move {
            told_to_stop().await;
            stop.stop();
        });
        serving.await.map_err(ServeError::Broken)
    });
    runtime.shutdown_timeout(LAST_ANSWERS);
    served
}

async fn told_to_stop() {
    let interrupt = async {
        // Without a handler the process is simply ended, as the system does by itself.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
