//! Sectors of actors and the kinds of actors, as the coding guide names them.

use std::fmt;

macro_rules! sectors {
    ($($(#[$meaning:meta])* $variant:ident = $label:literal,)+) => {
        /// What an actor acts as. The order is that of the coding guide.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Sector {
            $($(#[$meaning])* $variant,)+
        }

        impl Sector {
            /// The label in the record, such as `GOV`.
            pub fn label(self) -> &'static str {
                match self {
                    $(Self::$variant => $label,)+
                }
            }

            /// The sector with this label, or `None`.
            pub fn from_label(label: &str) -> Option<Self> {
                match label {
                    $($label => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }
    };
}

sectors! {
    /// Executive, ministries, diplomats.
    Government = "GOV",
    /// Armed forces of a state.
    Military = "MIL",
    /// Police.
    Police = "COP",
    /// Intelligence services.
    Intelligence = "SPY",
    /// Courts and prosecutors.
    Judiciary = "JUD",
    /// Parliaments and their members.
    Legislature = "LEG",
    /// Opposition and parties out of power.
    Opposition = "OPP",
    /// Parties without a stated role.
    Party = "PTY",
    /// Armed groups that are no state's.
    Rebels = "REB",
    /// Separatists.
    Separatists = "SEP",
    /// Civilians, protesters, victims.
    Civilians = "CVL",
    /// Press and broadcasting.
    Media = "MED",
    /// Companies.
    Business = "BUS",
    /// Schools, universities, research.
    Education = "EDU",
    /// Religious bodies and their officers.
    Religion = "REL",
    /// Unions and workers as such.
    Labour = "LAB",
    /// Non-governmental organisations.
    NonGovernmental = "NGO",
    /// Intergovernmental organisations.
    Intergovernmental = "IGO",
    /// Former officials and other people of weight.
    Elites = "ELI",
    /// Unknown.
    Unknown = "UNK",
}

impl Sector {
    /// Whether a person who leaves an office of this sector becomes [`Sector::Elites`].
    pub fn is_office(self) -> bool {
        matches!(
            self,
            Self::Government
                | Self::Military
                | Self::Police
                | Self::Intelligence
                | Self::Judiciary
                | Self::Legislature
                | Self::Intergovernmental
        )
    }

    /// Reads a list such as `GOV;SEP`; labels that do not exist are left out.
    pub(crate) fn list(labels: &str) -> Vec<Self> {
        labels.split(';').filter_map(|label| Self::from_label(label.trim())).collect()
    }
}

impl fmt::Display for Sector {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.label())
    }
}

/// What an actor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ActorKind {
    /// One person.
    Person,
    /// A body: ministry, army, company, party.
    Organisation,
    /// A country, or its government by the country's name, capital or seat.
    Country,
    /// People in number: "protesters", "Palestinians".
    Group,
    /// Not told by the phrase.
    Other,
}

impl ActorKind {
    /// The kind's name in the data files: `person`, `organisation`, `country`, `group`, `other`.
    pub fn label(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Country => "country",
            Self::Group => "group",
            Self::Other => "other",
        }
    }

    /// The kind with this label, or `None`.
    pub fn from_label(label: &str) -> Option<Self> {
        [Self::Person, Self::Organisation, Self::Country, Self::Group, Self::Other]
            .into_iter()
            .find(|kind| kind.label() == label)
    }
}
