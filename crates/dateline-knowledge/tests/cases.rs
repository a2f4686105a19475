//! Runs every case file under `knowledge/cases/actors`: a phrase, a date, the code and sector that must be given, `-` for none.

use std::fs;
use std::path::Path;

use dateline_knowledge::Knowledge;
use jiff::civil::Date;

#[test]
fn every_case_is_read_as_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../knowledge/cases/actors");
    let knowledge = Knowledge::load();
    let (mut cases, mut wrong) = (0, Vec::new());
    let mut files: Vec<_> = fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    for file in files.iter().filter(|file| file.extension().is_some_and(|extension| extension == "tsv")) {
        for line in fs::read_to_string(file).unwrap().lines().filter(|line| !line.starts_with('#')).skip(1) {
            let columns: Vec<&str> = line.split('\t').collect();
            let [phrase, date, code, sector] = columns[..] else { panic!("four columns, not {line:?}") };
            let date: Option<Date> = (!date.is_empty()).then(|| date.parse().unwrap());
            let described = knowledge.describe(phrase, date);
            let given = described.as_ref();
            let given_code = given.and_then(|given| given.code.as_deref()).unwrap_or("-");
            let given_sector =
                given.and_then(|given| given.sectors.first()).map_or("-", |sector| sector.label());
            cases += 1;
            if (given_code, given_sector) != (code, sector) {
                let why = given.map_or("", |given| given.why.as_str());
                wrong.push(format!(
                    "{phrase} at {date:?}: {given_code} {given_sector}, not {code} {sector} ({why})"
                ));
            }
        }
    }
    assert!(cases > 50, "only {cases} cases were found");
    assert!(wrong.is_empty(), "{} of {cases}:\n{}", wrong.len(), wrong.join("\n"));
}
