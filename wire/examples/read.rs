//! Prints what is read of files, as `matbaa wire read --json` does: `cargo run -p wire --example read -- FILE…`

fn main() {
    for file in std::env::args().skip(1) {
        match std::fs::read(&file) {
            Ok(bytes) => {
                let result = wire::read(&bytes, &wire::Context::default());
                println!("{:#}", wire::json(&file, &result));
            }
            Err(error) => eprintln!("{file}: {error}"),
        }
    }
}
