this is no Rust, and nobody needs it {
