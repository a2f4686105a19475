//! The index that a question is best driven by.

use crate::Archive;
use crate::error::Result;
use crate::filter::{Conditions, Sql};

/// So many rows are few: they are better looked at and sorted than walked along.
pub const FEW: i64 = 4000;
/// So many rows of an index are counted to find the one that is most selective.
pub const COUNTED: i64 = 40_000;
/// Of parties whose index alone tells which of their acts are wanted, so many are few.
pub const NARROWED: i64 = 200_000;

/// An index to walk along.
#[derive(Clone, Debug)]
pub struct Driver {
    /// `FROM …`, ending with the table `event e`.
    pub from: &'static str,
    /// Of which tables the rows are counted: of parties the index alone, without their events.
    pub counted: &'static str,
    /// Up to how many are counted.
    pub most: i64,
    /// Fewer than so many are few.
    pub few: i64,
    /// What the index is asked for.
    pub condition: Sql,
    /// What else the index alone can tell of its rows; begins with ` AND`.
    pub narrowed: Sql,
    /// The columns of order and row.
    pub order: (&'static str, &'static str),
    /// Whether it yields rows in order.
    pub ordered: bool,
    /// Which of the conditions every row fulfils that it yields, where asking that again would cost something.
    pub implies: Option<usize>,
}

/// How the rows of a question are best come by.
pub enum Way {
    /// By an index that leaves little to look at.
    Few(Driver),
    /// Along an index that yields them in order, until there are enough.
    Along(Driver),
    /// By looking at all.
    All,
}

impl Driver {
    /// A walk that implies no condition and whose rows are counted as they are.
    pub fn new(
        from: &'static str,
        order: (&'static str, &'static str),
        ordered: bool,
        condition: Sql,
    ) -> Self {
        Self {
            from,
            counted: from,
            most: COUNTED,
            few: FEW,
            condition,
            narrowed: Sql::default(),
            order,
            ordered,
            implies: None,
        }
    }

    /// `… WHERE …` of the walk.
    pub fn walk(&self) -> Sql {
        let mut sql = Sql::new(format!("{} WHERE ", self.from), []);
        sql.append(self.condition.clone());
        sql.append(self.narrowed.clone());
        sql
    }
}

impl Archive {
    /// How rows that fulfil the conditions are best come by.
    pub(crate) fn way(&self, conditions: &Conditions) -> Result<Way> {
        Ok(match self.least(conditions)? {
            Some((count, driver)) if count < driver.few => Way::Few(driver.clone()),
            // Sorting thousands of rows costs more than walking along the days until the page is full.
            Some((_, driver)) if driver.ordered => Way::Along(driver.clone()),
            _ => Way::All,
        })
    }

    /// The index that leaves the least to look at. Where even that leaves much, one that yields rows in order is better,
    /// since it can stop when the page is full.
    pub(crate) fn best_driver(&self, conditions: &Conditions) -> Result<Option<Driver>> {
        Ok(match self.way(conditions)? {
            Way::Few(driver) | Way::Along(driver) => Some(driver),
            Way::All => None,
        })
    }

    /// The index that leaves the least to look at, where that is little.
    pub(crate) fn selective_driver(&self, conditions: &Conditions) -> Result<Option<Driver>> {
        Ok(match self.way(conditions)? {
            Way::Few(driver) => Some(driver),
            Way::Along(_) | Way::All => None,
        })
    }

    /// The index that leaves the least to look at, however much that is: for those who look at all of it.
    pub(crate) fn least_driver(&self, conditions: &Conditions) -> Result<Option<Driver>> {
        Ok(self.least(conditions)?.map(|(_, driver)| driver.clone()))
    }

    /// The index that leaves the least to look at, with how much that is, counted up to what its driver says; what is more
    /// than was counted counts as [`NARROWED`].
    fn least<'c>(&self, conditions: &'c Conditions) -> Result<Option<(i64, &'c Driver)>> {
        let mut best: Option<(i64, &Driver)> = None;
        for driver in &conditions.drivers {
            // Where there is nothing to choose between, it only matters whether they are few.
            let most = if conditions.drivers.len() == 1 { driver.few } else { driver.most };
            let sql = format!(
                "SELECT count(*) FROM (SELECT 1 FROM {} WHERE {} LIMIT {most})",
                driver.counted, driver.condition.text
            );
            let values = rusqlite::params_from_iter(driver.condition.values.iter());
            let count: i64 = self.connection.prepare_cached(&sql)?.query_row(values, |row| row.get(0))?;
            // "At least so many" of one is not to be taken for less than the full count of another.
            let count = if count >= most { NARROWED } else { count };
            let better = best.is_none_or(|(least, chosen)| {
                count < least || (count == least && driver.ordered && !chosen.ordered)
            });
            if better {
                best = Some((count, driver));
            }
        }
        Ok(best)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rusqlite::params_from_iter;

    use crate::Query;
    use crate::events::statement;
    use crate::testing::Synthesised;

    #[test]
    fn every_way_leads_to_the_same_events() {
        let archive = Synthesised::new("ways", 120);
        let frequent =
            "SELECT code FROM party WHERE code IS NOT NULL GROUP BY code ORDER BY count(*) DESC LIMIT 2";
        let codes: Vec<String> = archive
            .connection
            .prepare(frequent)
            .and_then(|mut s| s.query_map([], |row| row.get(0))?.collect())
            .expect("codes");
        let pair = |arrow: &str| format!("actors:\"{} {arrow} {}\"", codes[0], codes[1]);
        let mut found = 0;
        for line in [
            pair("<->"),
            pair("->"),
            format!("{} status:planned", pair("<->")),
            format!("{} status:negated,hypothetical", pair("->")),
            format!("{} type:CONSULT status:actual", pair("<->")),
        ] {
            let conditions =
                archive.event_conditions(&Query::parse(&line).expect("a question")).expect("conditions");
            let rows = |driver| -> BTreeSet<i64> {
                let sql = statement("e.id", driver, &conditions);
                let mut prepared = archive.connection.prepare(&sql.text).expect("a statement");
                let rows = prepared.query_map(params_from_iter(&sql.values), |row| row.get(0));
                rows.and_then(Iterator::collect).expect("rows")
            };
            let all = rows(None);
            found += usize::from(!all.is_empty());
            assert!(conditions.drivers.len() >= 2, "{line}");
            for driver in &conditions.drivers {
                assert_eq!(rows(Some(driver)), all, "{line}, {}", driver.from);
            }
        }
        assert!(found >= 4, "{found} of the questions find something");
    }
}
