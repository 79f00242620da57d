//! The signals by which a person or the system ends a program.

use std::future::poll_fn;
use std::task::Poll;

use anyhow::{Context, Result};
#[cfg(unix)]
use tokio::signal::unix::{SignalKind, signal};

/// Calls `stop` on Ctrl-C and, where there is one, the signal to terminate. A second one ends
/// the program at once.
pub(crate) fn on_stop(stop: impl Fn() + Send + 'static) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("waiting for signals")?;
    let mut signals = {
        let _within = runtime.enter();
        signals().context("waiting for signals")?
    };
    let wait = move || {
        runtime.block_on(async {
            signals.next().await;
            stop();
            signals.next().await;
            // As a shell has it of a program that a signal ended.
            std::process::exit(130);
        });
    };
    std::thread::Builder::new().spawn(wait).context("waiting for signals")?;
    Ok(())
}

#[cfg(unix)]
struct Signals([tokio::signal::unix::Signal; 2]);

#[cfg(unix)]
fn signals() -> std::io::Result<Signals> {
    Ok(Signals([signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?]))
}

#[cfg(unix)]
impl Signals {
    async fn next(&mut self) {
        poll_fn(|context| {
            let mut is_there = false;
            for signal in &mut self.0 {
                is_there |= signal.poll_recv(context).is_ready();
            }
            if is_there { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
    }
}

#[cfg(windows)]
struct Signals(tokio::signal::windows::CtrlC);

#[cfg(windows)]
fn signals() -> std::io::Result<Signals> {
    tokio::signal::windows::ctrl_c().map(Signals)
}

#[cfg(windows)]
impl Signals {
    async fn next(&mut self) {
        poll_fn(|context| self.0.poll_recv(context).map(drop)).await;
    }
}
