//! Migrates a SQLite database and uses it by SeaORM.

use sea_orm::{ConnectionTrait, Database};

mod note;

migrate::embed!();

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::temp_dir().join(format!("neighbour-sea-orm-{}.db", std::process::id()));
    let url = format!("sqlite:{}", file.display());
    migrations::migrator().run(&url)?;
    let db = Database::connect(&url).await?;
    db.execute_unprepared("INSERT INTO notes (id, text) VALUES (1, 'hello')").await?;
    db.close().await?;
    std::fs::remove_file(file)?;
    println!("migrated beside SeaORM");
    Ok(())
}
