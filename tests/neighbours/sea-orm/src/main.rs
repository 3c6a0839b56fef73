//! Migrates a SQLite database beside SeaORM: by URL before it opens the file, by several at once while it reads, and through a
//! connection of its own pool; and uses it by SeaORM's entities.

use migrate_sqlx::v0_9::Through;
use sea_orm::entity::prelude::*;
use sea_orm::sqlx::Sqlite;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, Set, TransactionTrait};

mod note;

migrate::embed!();

type Fault = Box<dyn std::error::Error + Send + Sync>;

/// The table as SeaORM sees it.
mod notes {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "notes")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: i64,
        pub text: String,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Fault> {
    let folder = std::env::temp_dir().join(format!("neighbour-sea-orm-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let outcome = match beside(&format!("sqlite:{}", folder.join("beside.db").display())).await {
        Ok(()) => through(&format!("sqlite:{}?mode=rwc", folder.join("through.db").display())).await,
        Err(fault) => Err(fault),
    };
    std::fs::remove_dir_all(&folder)?;
    outcome?;
    println!("migrated beside SeaORM");
    Ok(())
}

/// By URL: SeaORM finds what was migrated, and neither is in the other's way.
async fn beside(url: &str) -> Result<(), Fault> {
    assert_eq!(migrations::migrator().run(url)?.applied.len(), 1);
    let db = Database::connect(url).await?;
    used(&db).await?;
    let reading = db.begin().await?;
    assert_eq!(notes::Entity::find().count(&reading).await?, 1);
    let starts: Vec<_> = (0..4)
        .map(|_| {
            let url = url.to_owned();
            std::thread::spawn(move || migrations::migrator().run(&url))
        })
        .collect();
    for start in starts {
        assert!(start.join().expect("no panic")?.applied.is_empty());
    }
    reading.commit().await?;
    db.close().await?;
    Ok(())
}

/// Through SeaORM's own pool, with the file that it has created.
async fn through(url: &str) -> Result<(), Fault> {
    let db = Database::connect(url).await?;
    let mut lent = db.get_sqlite_connection_pool().acquire().await?;
    let mut session = Through::<Sqlite>::new(&mut lent).await?;
    assert_eq!(migrations::migrator().run_async(&mut session).await?.applied.len(), 1);
    assert!(migrations::migrator().status_async(&mut session).await?.at_head);
    drop(lent);
    used(&db).await?;
    db.close().await?;
    Ok(())
}

/// What an application does with the table.
async fn used(db: &DatabaseConnection) -> Result<(), Fault> {
    let note = notes::ActiveModel { id: Set(1), text: Set("hello".into()) };
    notes::Entity::insert(note).exec(db).await?;
    let found = notes::Entity::find_by_id(1).one(db).await?.expect("it was inserted");
    assert_eq!(found.text, "hello");
    let foreign_keys = db.query_one_raw(sea_orm::Statement::from_string(db.get_database_backend(), "PRAGMA foreign_keys")).await?;
    assert_eq!(foreign_keys.expect("a pragma").try_get_by_index::<i32>(0)?, 1, "its connections are as they were");
    Ok(())
}
