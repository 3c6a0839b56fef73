//! Migrates a SQLite database through a connection of sqlx's, by several at once, up, down and up again, and uses it.

use migrate_sqlx::v0_9::Through;
use sqlx::{Connection, Row, Sqlite, SqliteConnection};

mod note;

migrate::embed!();

type Fault = Box<dyn std::error::Error + Send + Sync>;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Fault> {
    let folder = std::env::temp_dir().join(format!("neighbour-sqlx-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let url = format!("sqlite:{}?mode=rwc", folder.join("app.db").display());
    let outcome = migrated(&url).await;
    std::fs::remove_dir_all(&folder)?;
    outcome
}

async fn migrated(url: &str) -> Result<(), Fault> {
    let starts: Vec<_> = (0..4)
        .map(|_| {
            let url = url.to_owned();
            std::thread::spawn(move || start(&url))
        })
        .collect();
    let mut applied = 0;
    for start in starts {
        applied += start.join().expect("no panic")?;
    }
    assert_eq!(applied, 1, "one of those that start at once runs each revision");
    let mut connection = SqliteConnection::connect(url).await?;
    sqlx::query("INSERT INTO notes (id, text) VALUES (?, ?)")
        .bind(1)
        .bind("hello")
        .execute(&mut connection)
        .await?;
    let row = sqlx::query("SELECT text FROM notes").fetch_one(&mut connection).await?;
    assert_eq!(row.get::<String, _>(0), "hello");
    let row = sqlx::query("PRAGMA foreign_keys").fetch_one(&mut connection).await?;
    assert_eq!(row.get::<i64, _>(0), 1, "the connection is as it was");
    let mut session = Through::<Sqlite>::new(&mut connection).await?;
    assert!(migrations::migrator().status_async(&mut session).await?.at_head);
    println!("migrated through sqlx");
    Ok(())
}

fn start(url: &str) -> Result<usize, Fault> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut connection = SqliteConnection::connect(url).await?;
        let mut session = Through::<Sqlite>::new(&mut connection).await?;
        let started = migrations::migrator().run_async(&mut session).await?;
        connection.close().await?;
        Ok(started.applied.len())
    })
}
