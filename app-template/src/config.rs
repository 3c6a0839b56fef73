//! What the environment says: `DATABASE_URL`, `HOST`, `PORT`. Opens nothing.

/// The settings of one run.
#[derive(Debug, Clone)]
pub struct Config {
    /// The database; `app.db` in the current folder unless `DATABASE_URL` says otherwise.
    pub database_url: String,
    /// The address to listen on.
    pub host: String,
    /// The port to listen on; 0 lets the system choose.
    pub port: u16,
}

impl Config {
    /// Reads the environment.
    ///
    /// # Errors
    ///
    /// When `PORT` is no port.
    pub fn from_environment() -> Result<Self, String> {
        let read = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let port = match read("PORT") {
            Some(text) => {
                text.parse().map_err(|_| format!("`PORT` is `{text}`, which is no port"))?
            }
            None => 8080,
        };
        Ok(Config {
            database_url: read("DATABASE_URL").unwrap_or_else(|| "sqlite:app.db".to_owned()),
            host: read("HOST").unwrap_or_else(|| "127.0.0.1".to_owned()),
            port,
        })
    }
}
