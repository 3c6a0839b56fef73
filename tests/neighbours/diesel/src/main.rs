//! Migrates a SQLite database and uses it by diesel.

use diesel::prelude::*;

mod note;

migrate::embed!();

diesel::table! {
    notes (id) {
        id -> BigInt,
        text -> Text,
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::temp_dir().join(format!("neighbour-diesel-{}.db", std::process::id()));
    migrations::migrator().run(&format!("sqlite:{}", file.display()))?;
    let mut connection = SqliteConnection::establish(&file.display().to_string())?;
    diesel::insert_into(notes::table)
        .values((notes::id.eq(1), notes::text.eq("hello")))
        .execute(&mut connection)?;
    assert_eq!(notes::table.select(notes::text).first::<String>(&mut connection)?, "hello");
    std::fs::remove_file(file)?;
    println!("migrated beside diesel");
    Ok(())
}
