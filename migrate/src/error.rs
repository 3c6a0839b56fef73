//! The one error of the library: opaque, with predicates for what a caller may want to tell apart and a hint for people.

use std::fmt;

/// What every fallible function here returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Something that went wrong: one sentence that names the thing and the place, and often the command that mends it.
///
/// `Display` is the sentence, lower case, without a full stop and without the hint; several lines where several things
/// are wrong. It never holds a password.
#[derive(Debug, Clone)]
pub struct Error(Box<Inner>);

#[derive(Debug, Clone)]
struct Inner {
    kind: Kind,
    message: String,
    hint: Option<String>,
    cause: Cause,
    place: Option<Place>,
}

/// Why a database said no, as far as a caller may want to act on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Cause {
    /// Anything else; also every error that comes from no database.
    #[default]
    Other,
    /// A table that was named does not exist.
    NoTable,
    /// The database itself does not exist.
    NoDatabase,
    /// Somebody else holds a lock: trying again may help.
    Locked,
    /// A statement took longer than it may.
    Timeout,
    /// A value that must be unique was already there.
    Duplicate,
    /// What was to be created was already there.
    Exists,
    /// An object other than a table that was named does not exist.
    Absent,
    /// The statement cannot run within a transaction.
    InTransaction,
    /// The connection is gone.
    Lost,
}

/// Where in what was sent a database found fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Which of the statements, counted from 0.
    pub statement: usize,
    /// How many characters into it, if the database tells.
    pub offset: Option<usize>,
}

/// What sort of thing went wrong; what the predicates of [`Error`] ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A file that cannot be read, or whose contents are not what they must be.
    File,
    /// A revision, target or graph that does not hold together.
    Graph,
    /// Two schemas that cannot be brought together without a person's word.
    Refused,
    /// The database said no, or could not be reached.
    Database,
    /// The history table and the revisions disagree.
    History,
    /// A wish that this build, dialect or version cannot fulfil.
    Unsupported,
}

impl Error {
    pub(crate) fn new(kind: Kind, message: impl Into<String>) -> Self {
        Error(Box::new(Inner {
            kind,
            message: message.into(),
            hint: None,
            cause: Cause::Other,
            place: None,
        }))
    }

    /// A file that cannot be read or does not say what it must.
    pub fn file(message: impl Into<String>) -> Self {
        Error::new(Kind::File, message)
    }

    /// A revision, target or graph that does not hold together.
    pub fn graph(message: impl Into<String>) -> Self {
        Error::new(Kind::Graph, message)
    }

    /// A change that is not made without a person's word.
    pub fn refused(message: impl Into<String>) -> Self {
        Error::new(Kind::Refused, message)
    }

    /// What a database answered, or that it could not be reached.
    pub fn database(message: impl Into<String>) -> Self {
        Error::new(Kind::Database, message)
    }

    /// A history table and a set of revisions that disagree.
    pub fn history(message: impl Into<String>) -> Self {
        Error::new(Kind::History, message)
    }

    /// A wish that this build, dialect or version cannot fulfil.
    pub fn unsupported(message: impl Into<String>) -> Self {
        Error::new(Kind::Unsupported, message)
    }

    /// The same error with a way out: a command that works when pasted, or the edit to make.
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.0.hint = Some(hint.into());
        self
    }

    /// The same error told from further out: `context: message`.
    pub fn within(mut self, context: impl fmt::Display) -> Self {
        self.0.message = format!("{context}: {}", self.0.message);
        self
    }

    /// The same error with what else is known of it: `message; more`.
    pub fn and(mut self, more: impl fmt::Display) -> Self {
        self.0.message = format!("{}; {more}", self.0.message);
        self
    }

    /// The same error with what made the database say no.
    pub fn caused_by(mut self, cause: Cause) -> Self {
        self.0.cause = cause;
        self
    }

    /// The same error with the statement at fault.
    pub fn at(mut self, place: Place) -> Self {
        self.0.place = Some(place);
        self
    }

    /// Why the database said no.
    pub fn cause(&self) -> Cause {
        self.0.cause
    }

    /// The statement at fault among those that were sent together, if it is known.
    pub fn place(&self) -> Option<Place> {
        self.0.place
    }

    /// The way out, if one is known.
    pub fn hint(&self) -> Option<&str> {
        self.0.hint.as_deref()
    }

    /// Whether a file could not be read or understood.
    pub fn is_file(&self) -> bool {
        self.0.kind == Kind::File
    }

    /// Whether the revisions, or a target among them, do not hold together.
    pub fn is_graph(&self) -> bool {
        self.0.kind == Kind::Graph
    }

    /// Whether a change was refused for want of a person's word.
    pub fn is_refused(&self) -> bool {
        self.0.kind == Kind::Refused
    }

    /// Whether the database said no or could not be reached.
    pub fn is_database(&self) -> bool {
        self.0.kind == Kind::Database
    }

    /// Whether the history table and the revisions disagree.
    pub fn is_history(&self) -> bool {
        self.0.kind == Kind::History
    }

    /// Whether this build, dialect or version cannot do what was asked.
    pub fn is_unsupported(&self) -> bool {
        self.0.kind == Kind::Unsupported
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl std::error::Error for Error {}
