//! For build.rs: finds the models, checks them against the migrations, embeds the history.
