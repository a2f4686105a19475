//! What is exported: which table, in whose columns, a row for what.

use dateline_record::table::Field;

use super::{cameo, column, events, others, polecat};

/// Which table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableName {
    /// Acts.
    Events,
    /// What somebody said.
    Statements,
    /// Who and what is named, across articles.
    Entities,
    /// The words that name them, each.
    Mentions,
    /// The articles themselves, without their text.
    Articles,
}

impl TableName {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Events => "events",
            Self::Statements => "statements",
            Self::Entities => "entities",
            Self::Mentions => "mentions",
            Self::Articles => "articles",
        }
    }
}

/// In whose columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Dateline's own.
    Dateline,
    /// POLECAT's.
    Polecat,
    /// Those of ICEWS, with CAMEO codes.
    Cameo,
}

impl Layout {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dateline => "dateline",
            Self::Polecat => "polecat",
            Self::Cameo => "cameo",
        }
    }
}

/// What a row of the events table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// An act as one sentence reports it.
    Event,
    /// An act across articles.
    Thread,
}

impl Unit {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Thread => "thread",
        }
    }
}

/// A table, in whose columns, a row for what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    table: TableName,
    layout: Layout,
    unit: Unit,
}

/// What cannot be exported so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShapeError {
    /// The layout has columns for another table only.
    #[error("--layout {} is for events; for {} leave it out", layout.name(), table.name())]
    Layout {
        /// The layout.
        layout: Layout,
        /// The table that was asked for.
        table: TableName,
    },
    /// Only acts are followed across articles.
    #[error("--by thread is for events; for {} leave it out", .0.name())]
    Unit(TableName),
}

impl Shape {
    /// All that there are, as the codebook tells them.
    pub const ALL: [Self; 10] = [
        Self::of(TableName::Events, Layout::Dateline, Unit::Event),
        Self::of(TableName::Events, Layout::Dateline, Unit::Thread),
        Self::of(TableName::Statements, Layout::Dateline, Unit::Event),
        Self::of(TableName::Entities, Layout::Dateline, Unit::Event),
        Self::of(TableName::Mentions, Layout::Dateline, Unit::Event),
        Self::of(TableName::Articles, Layout::Dateline, Unit::Event),
        Self::of(TableName::Events, Layout::Polecat, Unit::Event),
        Self::of(TableName::Events, Layout::Polecat, Unit::Thread),
        Self::of(TableName::Events, Layout::Cameo, Unit::Event),
        Self::of(TableName::Events, Layout::Cameo, Unit::Thread),
    ];

    const fn of(table: TableName, layout: Layout, unit: Unit) -> Self {
        Self { table, layout, unit }
    }

    /// The shape, if there is one.
    ///
    /// # Errors
    /// When a layout or a row for each thread is asked for a table other than the events.
    pub fn new(table: TableName, layout: Layout, unit: Unit) -> Result<Self, ShapeError> {
        if table != TableName::Events && layout != Layout::Dateline {
            return Err(ShapeError::Layout { layout, table });
        }
        if table != TableName::Events && unit != Unit::Event {
            return Err(ShapeError::Unit(table));
        }
        Ok(Self::of(table, layout, unit))
    }

    /// Which table.
    pub fn table(self) -> TableName {
        self.table
    }

    /// In whose columns.
    pub fn layout(self) -> Layout {
        self.layout
    }

    /// What a row of the events table is.
    pub fn unit(self) -> Unit {
        self.unit
    }

    /// Its columns, in order.
    pub fn fields(self) -> Vec<Field> {
        match (self.table, self.layout, self.unit) {
            (TableName::Events, Layout::Dateline, Unit::Event) => events::event_columns(),
            (TableName::Events, Layout::Dateline, Unit::Thread) => events::thread_columns(),
            (TableName::Events, Layout::Polecat, _) => column::fields(polecat::COLUMNS),
            (TableName::Events, Layout::Cameo, _) => column::fields(cameo::COLUMNS),
            (TableName::Statements, ..) => column::fields(others::STATEMENTS),
            (TableName::Entities, ..) => column::fields(others::ENTITIES),
            (TableName::Mentions, ..) => column::fields(others::MENTIONS),
            (TableName::Articles, ..) => column::fields(others::ARTICLES),
        }
    }

    /// What a row is.
    pub fn row(self) -> &'static str {
        match (self.table, self.layout, self.unit) {
            (TableName::Events, Layout::Cameo, Unit::Event) => {
                "a pair of an actor and a recipient of an act, as one sentence reports it"
            }
            (TableName::Events, Layout::Cameo, Unit::Thread) => {
                "a pair of an actor and a recipient of an act across articles"
            }
            (TableName::Events, _, Unit::Event) => "an act, as one sentence reports it",
            (TableName::Events, _, Unit::Thread) => "an act across articles",
            (TableName::Statements, ..) => "what somebody said",
            (TableName::Entities, ..) => "somebody or something across the articles that are found",
            (TableName::Mentions, ..) => "words that name somebody or something",
            (TableName::Articles, ..) => "an article",
        }
    }
}
