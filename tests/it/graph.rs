//! Revision files, their graph, targets and plans, without any database.

mod check;
mod draw;
mod file;
mod folder;
mod notation;
mod oracle;
mod plan;
mod property;
mod scale;
mod target;
