//! Names the weights by their contents, so that a record can say which ones read its article.
//!
//! Hashing 25 MB takes longer than a short article's reading, so it is done once, when the program is built. The name is what
//! `cat model/reader.safetensors model/config.json model/vocab.txt | sha256sum` begins with.

use std::error::Error;
use std::fs;
use std::path::Path;

use sha2::{Digest, Sha256};

/// Hexadecimal digits of the name.
const DIGITS: usize = 12;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(&std::env::var("CARGO_MANIFEST_DIR")?).join("../../model");
    let mut hash = Sha256::new();
    for name in ["reader.safetensors", "config.json", "vocab.txt"] {
        let file = folder.join(name);
        println!("cargo:rerun-if-changed={}", file.display());
        hash.update(fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))?);
    }
    let name: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    println!("cargo:rustc-env=DATELINE_WEIGHTS={}", name.get(..DIGITS).unwrap_or(&name));
    Ok(())
}
