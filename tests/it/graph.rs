//! Revision files, their graph, targets and plans, without any database but for `command_line`.

mod check;
mod command_line;
mod draw;
mod file;
mod folder;
mod notation;
mod oracle;
mod plan;
mod property;
mod scale;
mod target;
