//! The process: what the command line asks for, start, stop. What the service does is the library's.

use std::error::Error;
use std::io::Write;
use std::process::ExitCode;

use app_template::config::Config;
use app_template::db::Db;
use app_template::{http, migrator};

/// Whatever keeps the service from starting.
type Fault = Box<dyn Error + Send + Sync>;

fn main() -> ExitCode {
    env_logger::Builder::from_env(env_logger::Env::default().default_filter_or("info")).init();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.split_first() {
        None => serve(),
        Some((word, rest)) if word == "migrate" => migrate(rest),
        Some((word, _)) => {
            Err(format!("there is no command `{word}`; there is only `migrate`").into())
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            log::error!("{error}");
            if let Some(hint) =
                error.downcast_ref::<migrate::Error>().and_then(migrate::Error::hint)
            {
                log::error!("hint: {hint}");
            }
            ExitCode::FAILURE
        }
    }
}

/// `app-template migrate upgrade`, `current` and so on, for places without cargo.
fn migrate(arguments: &[String]) -> Result<(), Fault> {
    let config = Config::from_environment()?;
    let answer = migrator().command(arguments, &config.database_url)?;
    std::io::stdout().write_all(answer.as_bytes())?;
    Ok(())
}

/// Brings the schema up to date, then answers requests until it is told to stop.
#[tokio::main]
async fn serve() -> Result<(), Fault> {
    let config = Config::from_environment()?;
    let url = config.database_url.clone();
    let started = tokio::task::spawn_blocking(move || migrator().run(&url)).await??;
    for done in &started.applied {
        log::info!("applied revision {} in {} ms", done.step.revision, done.elapsed.as_millis());
    }
    let db = Db::open(&config.database_url).await?;
    let listener =
        tokio::net::TcpListener::bind((config.host.as_str(), config.port)).await.map_err(
            |error| format!("`{}:{}` cannot be listened on: {error}", config.host, config.port),
        )?;
    log::info!("listening on http://{}", listener.local_addr()?);
    axum::serve(listener, http::router(db)).with_graceful_shutdown(shutdown()).await?;
    Ok(())
}

/// Ready at Ctrl-C, and at the signal with which containers are stopped.
async fn shutdown() {
    let interrupt = async {
        if let Err(error) = tokio::signal::ctrl_c().await {
            log::warn!("Ctrl-C will not be heard: {error}");
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
    log::info!("shutting down");
}
