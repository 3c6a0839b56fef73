//! How long the statements of a section may wait and run: two options behind its marker. Sets nothing.

use std::fmt;
use std::time::Duration;

/// How long a statement may wait and run. What a section says of its own counts before what the run says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Limits {
    /// How long it may wait for a lock: `lock_timeout:5`, in seconds.
    pub lock_timeout: Option<Duration>,
    /// How long it may take: `statement_timeout:600`, in seconds.
    pub statement_timeout: Option<Duration>,
}

impl Limits {
    /// No limits of its own.
    pub const NONE: Limits = Limits { lock_timeout: None, statement_timeout: None };

    /// These limits, and `other` where there are none.
    pub fn or(self, other: Limits) -> Limits {
        Limits {
            lock_timeout: self.lock_timeout.or(other.lock_timeout),
            statement_timeout: self.statement_timeout.or(other.statement_timeout),
        }
    }

    /// Of `other`, what says otherwise than these limits do.
    pub(crate) fn replaced_by(self, other: Limits) -> Limits {
        Limits {
            lock_timeout: self.lock_timeout.and(other.lock_timeout),
            statement_timeout: self.statement_timeout.and(other.statement_timeout),
        }
    }

    /// Takes an option of a section; `None` if `word` is another.
    ///
    /// # Errors
    ///
    /// When it names no time.
    pub(crate) fn take(&mut self, word: &str) -> Option<Result<(), String>> {
        let (name, value) = word.split_once(':')?;
        let limit = match name {
            "lock_timeout" => &mut self.lock_timeout,
            "statement_timeout" => &mut self.statement_timeout,
            _ => return None,
        };
        let time = value.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        // No time at all is how databases say that there is no limit.
        *limit = time.filter(|time| *time >= Duration::from_millis(1));
        Some(match limit {
            Some(_) => Ok(()),
            None => Err(format!("`{word}` is no number of seconds above 0")),
        })
    }
}

/// The options, each with a blank before it.
impl fmt::Display for Limits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let both =
            [("lock_timeout", self.lock_timeout), ("statement_timeout", self.statement_timeout)];
        for (name, limit) in both {
            if let Some(limit) = limit {
                write!(f, " {name}:{}", limit.as_secs_f64())?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for words in ["", " lock_timeout:5", " lock_timeout:0.25 statement_timeout:3600"] {
            let mut limits = Limits::NONE;
            words.split_whitespace().for_each(|word| limits.take(word).unwrap().unwrap());
            assert_eq!(limits.to_string(), words);
        }
        let mut limits = Limits::NONE;
        for word in [
            "lock_timeout:",
            "lock_timeout:0",
            "lock_timeout:-1",
            "statement_timeout:1h",
            "lock_timeout:inf",
        ] {
            limits.take(word).unwrap().unwrap_err();
        }
        assert_eq!(limits.take("transaction:false"), None);
        assert_eq!(limits, Limits::NONE);
    }
}
