//! Prints what is found in the story of a JSON file, for `score.py`.
#![allow(clippy::expect_used)]

fn main() {
    let path = std::env::args().nth(1).expect("a file");
    let json = std::fs::read_to_string(path).expect("a readable file");
    let story: speech::Story = serde_json::from_str(&json).expect("a story");
    println!("{}", serde_json::to_string_pretty(&speech::extract(&story)).expect("JSON"));
}
