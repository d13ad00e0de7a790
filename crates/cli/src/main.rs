//! The command `tadmor`.

fn main() {}
