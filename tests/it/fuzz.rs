//! What the fuzzer has kept, and seeded mutations of it, read by all that reads text. Bounded by count, so that it is the
//! same every time; looking for more is `cargo +nightly fuzz run`.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

#[path = "../../fuzz/readers.rs"]
mod readers;

/// Steps of a fixed random sequence (Steele's SplitMix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    /// Two places in a text, in their order.
    fn range(&mut self, text: &[char]) -> (usize, usize) {
        let (one, two) = (self.below(text.len() + 1), self.below(text.len() + 1));
        (one.min(two), one.max(two))
    }
}

/// What breaks readers: ends of strings, comments and groups, and what is longer than one byte.
const BREAKERS: &str = "'\"`()[]{};,.:@$-/*\\\n\r#é\u{feff}\0";

/// `text` with a few things cut out, doubled, put in or taken from `other`.
fn mutated(random: &mut Random, text: &str, other: &str) -> String {
    let mut text: Vec<char> = text.chars().collect();
    let other: Vec<char> = other.chars().collect();
    let breakers: Vec<char> = BREAKERS.chars().collect();
    for _ in 0..=random.below(3) {
        let (from, to) = random.range(&text);
        let short = to.min(from + 40);
        match random.below(4) {
            0 => drop(text.drain(from..short)),
            1 => {
                let piece = text[from..short].to_vec();
                text.splice(from..from, piece);
            }
            2 => text.insert(from, breakers[random.below(breakers.len())]),
            _ => {
                let (start, end) = random.range(&other);
                text.splice(from..short, other[start..end.min(start + 80)].iter().copied());
            }
        }
    }
    text.into_iter().collect()
}

fn corpus(name: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/corpus").join(name);
    let mut paths: Vec<_> = fs::read_dir(folder)
        .expect("a corpus")
        .map(|entry| entry.expect("a file").path())
        .collect();
    paths.sort();
    let text = |path| String::from_utf8_lossy(&fs::read(path).expect("a file")).into_owned();
    paths.into_iter().map(text).collect()
}

fn feed(name: &str, reader: fn(&str), count: usize) {
    let corpus = corpus(name);
    assert!(corpus.len() > 10, "the corpus of `{name}` has only {} texts", corpus.len());
    let mut random = Random(1);
    let mut texts = corpus.clone();
    for _ in 0..count {
        let (text, other) = (random.below(corpus.len()), random.below(corpus.len()));
        texts.push(mutated(&mut random, &corpus[text], &corpus[other]));
    }
    for text in &texts {
        let outcome = catch_unwind(AssertUnwindSafe(|| reader(text)));
        assert!(outcome.is_ok(), "{name}: the text was\n{text}\nas a literal: {text:?}");
    }
}

#[test]
fn models() {
    feed("model", readers::model, 2_000);
}

#[test]
fn revisions() {
    feed("revision", readers::revision, 10_000);
}

#[test]
fn statements() {
    feed("split", readers::split, 3_000);
}

#[test]
fn replay() {
    feed("replay", readers::replay, 1_000);
}

#[test]
fn targets() {
    feed("target", readers::target, 20_000);
}
