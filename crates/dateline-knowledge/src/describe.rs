//! What a phrase says about an actor, put together from its parts: "the former Pakistani prime minister", "police in Kenya".

use jiff::civil::Date;

use crate::actors::ActorFact;
use crate::company;
use crate::countries::CountryForm;
use crate::fold::fold;
use crate::knowledge::Knowledge;
use crate::phrase::{Phrase, Tail};
use crate::places::{PlaceContext, PlaceKind};
use crate::roles::RoleFact;
use crate::sector::{ActorKind, Sector};

/// How deep "members of the party of the president of …" is followed.
const DEEPEST: usize = 3;

/// What a phrase says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Description {
    /// Country or kind of body; `None` where the phrase does not say ("police").
    pub code: Option<String>,
    /// Sectors, most specific first; empty where the phrase does not say.
    pub sectors: Vec<Sector>,
    /// What the actor is.
    pub kind: ActorKind,
    /// The role noun that decided, in lower case.
    pub role: Option<&'static str>,
    /// Whether the phrase speaks of a former office.
    pub former: bool,
    /// The named actor, where the phrase is a name or a title with a name.
    pub actor: Option<ActorFact>,
    /// Why, in words, for `--explain`.
    pub why: String,
}

/// A stretch of the phrase that names an actor or a country.
struct Donor {
    /// Words it takes: from, to.
    words: (usize, usize),
    fact: ActorFact,
    form: Option<CountryForm>,
}

impl Knowledge {
    /// What a noun phrase says about the actor that it means, at a date.
    ///
    /// Names are looked up first; else the head noun gives the sector, and adjectives, possessives and "of", "in", "from" give the
    /// country. `None` where nothing in the phrase is known, as in the name of a person without an office: "Jordan Henderson".
    pub fn describe(&self, phrase: &str, at: Option<Date>) -> Option<Description> {
        self.describe_within(&fold(phrase), at, 0)
    }

    fn describe_within(&self, folded: &str, at: Option<Date>, depth: usize) -> Option<Description> {
        if depth > DEEPEST {
            return None;
        }
        if let Some(fact) = self.exact(folded, at) {
            return Some(from_fact(fact));
        }
        if let Some(chamber) = self.chamber(folded) {
            return Some(chamber);
        }
        let phrase = Phrase::read(folded, self.roles());
        if phrase.head.is_empty() {
            return None;
        }
        let whole = phrase.head.join(" ");
        if phrase.tails.is_empty()
            && phrase.owner.is_none()
            && let Some(fact) = self.exact(&whole, at)
        {
            let mut description = from_fact(fact);
            if phrase.former {
                make_former(&mut description);
            }
            return Some(description);
        }
        self.titled_person(&phrase, at)
            .or_else(|| self.compose(&phrase, at, depth))
            .or_else(|| {
                if phrase.is_one_name() {
                    self.actors().find_surname(&whole, at).map(from_fact)
                } else {
                    None
                }
            })
            .or_else(|| if phrase.is_plain() { self.place_as_actor(&whole) } else { None })
    }

    /// "the House": with a capital a chamber of parliament, not a home.
    fn chamber(&self, folded: &str) -> Option<Description> {
        let bare = folded.strip_prefix("the ").or_else(|| folded.strip_prefix("The ")).unwrap_or(folded);
        (bare == "House").then(|| Description {
            code: None,
            sectors: vec![Sector::Legislature],
            kind: ActorKind::Organisation,
            role: Some("house"),
            former: false,
            actor: None,
            why: "\"House\" with a capital is a chamber of parliament".to_owned(),
        })
    }

    /// "President Petro", "French Foreign Minister Jean-Noël Barrot": a role and then a person who is known.
    fn titled_person(&self, phrase: &Phrase<'_>, at: Option<Date>) -> Option<Description> {
        let words = &phrase.head;
        (1..words.len()).find_map(|start| {
            self.roles().ending(words.get(..start)?)?;
            let name = words.get(start..)?.join(" ");
            let fact = self.named(&name, at).or_else(|| self.actors().find_surname(&name, at))?;
            if fact.kind != ActorKind::Person {
                return None;
            }
            let mut description = from_fact(fact);
            if phrase.former {
                make_former(&mut description);
            }
            Some(description)
        })
    }

    fn compose(&self, phrase: &Phrase<'_>, at: Option<Date>, depth: usize) -> Option<Description> {
        let words = phrase.head.as_slice();
        let role = self.head_role(words);
        let donors = self.donors(words, role.map(|(_, at, count)| (at, at + count)), at);
        let owner = phrase.owner.as_deref().and_then(|owner| self.describe_within(owner, at, depth + 1));
        let tails: Vec<(&Tail<'_>, Description)> = phrase
            .tails
            .iter()
            .filter_map(|tail| Some((tail, self.describe_within(&tail.words, at, depth + 1)?)))
            .collect();
        let named_head = donors.iter().find(|donor| donor.words.1 == words.len() && donor.form.is_none());
        let (mut code, mut why) = match self.code_of(phrase, role, &donors, owner.as_ref(), &tails, at) {
            Some((code, because)) => (Some(code), vec![because]),
            None => (None, Vec::new()),
        };
        let Some((role, start, _)) = role else {
            return self.without_role(phrase, &donors, code, why);
        };
        let mut sectors = vec![role.sector];
        let mut kind = role.kind;
        if let Some(named) = named_head {
            sectors.clone_from(&named.fact.sectors);
            kind = named.fact.kind;
        } else if role.weak
            && let Some((taken, because)) =
                self.sector_of_owner(role, words, start, &donors, owner.as_ref(), &tails)
        {
            sectors = taken;
            why.push(because);
        } else {
            why.push(format!("\"{}\" is {}", role.noun, role.sector));
        }
        let is_body = |sectors: &[Sector]| sectors.last() == Some(&Sector::Intergovernmental);
        let of_body = donors.iter().any(|donor| donor.form.is_none() && is_body(&donor.fact.sectors))
            || owner.as_ref().is_some_and(|owner| is_body(&owner.sectors));
        if of_body && company::is_part_of_body(role) {
            sectors = vec![Sector::Intergovernmental];
        }
        if named_head.is_none() {
            let possessor = phrase.owner.iter().flat_map(|owner| owner.split(' '));
            let before: Vec<&str> =
                possessor.chain(words.get(..start).unwrap_or(&[]).iter().copied()).collect();
            sectors = company::sector_of(&before, role, &phrase.tails).map_or(sectors, |sector| vec![sector]);
        }
        if of_body && company::is_state(role) {
            // "EU countries" are states of Europe, "NATO allies" states of no one country.
            let european = |name: &str| name.starts_with("European ") || name.starts_with("EU");
            let european = donors.iter().any(|donor| european(&donor.fact.name));
            code = Some(if european { "EUR" } else { "INT" }.to_owned());
            sectors = vec![Sector::Government];
        }
        if role.noun.contains("peacekeep") {
            // Whose soldiers they are does not matter: peacekeepers belong to the body that sends them.
            code = Some(Sector::Intergovernmental.label().to_owned());
        }
        if code.is_none() && (role.sector == Sector::Intergovernmental || company::works_abroad(role)) {
            code = Some(role.sector.label().to_owned());
        }
        let mut description = Description {
            code,
            sectors,
            kind,
            role: Some(role.noun),
            former: false,
            actor: None,
            why: why.join("; "),
        };
        if phrase.former && kind != ActorKind::Organisation {
            make_former(&mut description);
        }
        Some(description)
    }

    /// The code that the phrase gives, and why: its first source wins, from the surest to the least.
    fn code_of(
        &self,
        phrase: &Phrase<'_>,
        role: Option<(RoleFact, usize, usize)>,
        donors: &[Donor],
        owner: Option<&Description>,
        tails: &[(&Tail<'_>, Description)],
        at: Option<Date>,
    ) -> Option<(String, String)> {
        let words = phrase.head.as_slice();
        // "Iranian Americans" are Americans: a people that ends the head comes before what stands in front of it.
        let people = donors
            .iter()
            .find(|donor| donor.form == Some(CountryForm::People) && donor.words.1 == words.len());
        let named = people
            .into_iter()
            .chain(donors)
            .find_map(|donor| donor.fact.code.clone().zip(Some(&donor.fact.why)));
        if let Some((code, why)) = named {
            return Some((code, why.clone()));
        }
        // "Imus' family": kin have an owner that is a name, and no town.
        let kin = role.is_some_and(|(role, _, _)| role.kind != ActorKind::Organisation);
        let owner = owner.filter(|owner| !(kin && owner.role.is_none() && owner.actor.is_none()));
        if let Some(owner) = owner
            && let Some(code) = &owner.code
        {
            return Some((code.clone(), owner.why.clone()));
        }
        let tail = tails
            .iter()
            .filter(|(tail, _)| tail.gives_code())
            .find(|(_, description)| description.code.is_some());
        if let Some((tail, description)) = tail {
            return Some((description.code.clone()?, format!("{} {}", tail.preposition, description.why)));
        }
        if let Some(compound) = words.iter().find_map(|word| self.compound(word, at)) {
            return Some((compound.code?, compound.why));
        }
        // A town or region tells the country of a body or a group; the name of a person is no such phrase.
        let (_, start, _) = role?;
        let owners = phrase.owner.iter().map(String::as_str).filter(|_| !kin);
        let named_in_tails =
            phrase.tails.iter().filter(|tail| tail.gives_code()).map(|tail| tail.words.as_str());
        owners
            .chain(named_in_tails)
            .find_map(|place| Some((self.country_of_place(place)?, format!("{place} lies there"))))
            .or_else(|| {
                Some((self.country_of_words(words.get(..start)?)?, "a place among its words".to_owned()))
            })
    }

    /// The role noun that heads the phrase, where it begins, and how many words it takes: the last words, or, before a name, a title.
    fn head_role(&self, words: &[&str]) -> Option<(RoleFact, usize, usize)> {
        if let Some((role, count)) = self.roles().ending(words) {
            return Some((role, words.len() - count, count));
        }
        (1..words.len()).rev().find_map(|end| {
            let after = words.get(end..)?;
            let named = after.iter().all(|word| word.starts_with(char::is_uppercase) || is_particle(word));
            let (role, count) = self.roles().ending(words.get(..end)?)?;
            // "Camp Smith" and "School Road" are no titles: only persons and groups stand before a name.
            let title = named && matches!(role.kind, ActorKind::Person | ActorKind::Group);
            let described =
                !after.iter().any(|word| word.starts_with(char::is_uppercase)) && after.len() <= 3;
            let numbered =
                after.len() == 1 && after.iter().all(|word| word.chars().any(|c| c.is_ascii_digit()));
            (title || described || numbered).then_some((role, end - count, count))
        })
    }

    /// Actors and countries named among the words, longest first from the left; not inside the role noun itself.
    fn donors(&self, words: &[&str], role: Option<(usize, usize)>, at: Option<Date>) -> Vec<Donor> {
        let longest = self.actors().longest().max(self.countries().longest()).min(8);
        let mut donors = Vec::new();
        let mut start = 0;
        while start < words.len() {
            let found = (1..=longest.min(words.len() - start)).rev().find_map(|count| {
                let span = (start, start + count);
                let inside = role.is_some_and(|(from, to)| from <= span.0 && span.1 <= to);
                let stretch = words.get(span.0..span.1)?;
                if inside && stretch.iter().all(|word| word.starts_with(char::is_lowercase)) {
                    return None;
                }
                self.donor(stretch, words.get(span.1).copied(), role.is_some(), at)
                    .map(|(fact, form)| Donor { words: span, fact, form })
            });
            start = found.as_ref().map_or(start + 1, |donor| donor.words.1);
            donors.extend(found);
        }
        donors
    }

    fn donor(
        &self,
        stretch: &[&str],
        next: Option<&str>,
        has_role: bool,
        at: Option<Date>,
    ) -> Option<(ActorFact, Option<CountryForm>)> {
        if !stretch.first()?.starts_with(char::is_uppercase) {
            return None;
        }
        let joined = stretch.join(" ");
        let key = joined.trim_end_matches("'s");
        let meanings = self.countries().find(key);
        if let Some(first) = meanings.first() {
            let country = meanings.iter().find(|fact| fact.form == CountryForm::Adjective).unwrap_or(first);
            // "Jordan Henderson", "Georgia Meloni": a name of a country before another capital may be a given name.
            let before_name = next.is_some_and(|next| {
                next.starts_with(char::is_uppercase) && self.roles().exact(&[next]).is_none()
            });
            let given_name = first.form == CountryForm::Name && before_name && self.is_ambiguous_place(key);
            if given_name
                || (!has_role
                    && country.form != CountryForm::Adjective
                    && country.form != CountryForm::People)
            {
                return None;
            }
            return self.country_actor(key).map(|fact| (fact, Some(country.form)));
        }
        let fact = self.named(key, at)?;
        // A single word that happens to be a name ("Time", "Target") counts only as written in capitals or with a role.
        let acronym = key.len() > 2 && key.chars().all(|c| c.is_ascii_uppercase());
        (has_role || stretch.len() > 1 || acronym).then_some((fact, None))
    }

    /// "Houthi-run", "Taliban-led": the code of who runs it; not "Iran-backed", which names only a patron.
    fn compound(&self, word: &str, at: Option<Date>) -> Option<ActorFact> {
        let (name, participle) = word.rsplit_once('-')?;
        let runs = matches!(
            participle,
            "run"
                | "led"
                | "controlled"
                | "held"
                | "linked"
                | "affiliated"
                | "ruled"
                | "based"
                | "owned"
                | "occupied"
                | "administered"
                | "dominated"
                | "flagged"
                | "registered"
        );
        let about = matches!(name, "pro" | "Pro");
        if about {
            return None;
        }
        if runs {
            return self.exact(name, at);
        }
        // "Israeli-American": a person of two countries counts for the last.
        self.country_actor(participle)
            .filter(|_| name.starts_with(char::is_uppercase) && self.country_actor(name).is_some())
    }

    /// The sector that a weak role takes from what it belongs to.
    fn sector_of_owner(
        &self,
        role: RoleFact,
        words: &[&str],
        start: usize,
        donors: &[Donor],
        owner: Option<&Description>,
        tails: &[(&Tail<'_>, Description)],
    ) -> Option<(Vec<Sector>, String)> {
        let follower = role.sector == Sector::Civilians;
        let takes = |sectors: &[Sector], kind: ActorKind| {
            // Who follows a person in office does not hold one.
            let of_person_in_office = follower
                && kind == ActorKind::Person
                && sectors.first().is_some_and(|s| s.is_office() || *s == Sector::Elites);
            // A president's troops are no part of the cabinet.
            let armed = role.sector == Sector::Military && sectors.first() == Some(&Sector::Government);
            let at_work = role.sector == Sector::Labour
                && matches!(sectors.first(), Some(Sector::Government | Sector::Business));
            !sectors.is_empty() && !of_person_in_office && !armed && !at_work
        };
        let before = words.get(..start)?;
        let adjacent = donors.iter().rev().find(|donor| donor.words.1 <= start && donor.form.is_none());
        // The "union" of "African Union delegation" is no role noun, but part of a name; workers are labour in whatever they work.
        let named = adjacent.is_some_and(|donor| donor.words.1 == start && donor.words.1 - donor.words.0 > 1);
        if let Some((noun, _)) = self.roles().ending(before)
            && !noun.weak
            && !named
            && !(role.sector == Sector::Labour
                && matches!(noun.sector, Sector::Business | Sector::Government))
        {
            return Some((vec![noun.sector], format!("\"{}\" of \"{}\"", role.noun, noun.noun)));
        }
        if let Some(donor) = adjacent
            && takes(&donor.fact.sectors, donor.fact.kind)
        {
            return Some((donor.fact.sectors.clone(), format!("{} of {}", role.noun, donor.fact.name)));
        }
        let tail = tails.iter().find(|(tail, _)| tail.gives_sector());
        for description in owner.into_iter().chain(tail.map(|(_, description)| description)) {
            let plain_country = description.role.is_none()
                && matches!(description.kind, ActorKind::Country | ActorKind::Group)
                && description.actor.as_ref().is_some_and(|actor| actor.offices.is_empty());
            if !plain_country && takes(&description.sectors, description.kind) {
                return Some((description.sectors.clone(), format!("{} of: {}", role.noun, description.why)));
            }
        }
        None
    }

    /// A phrase without a role noun: the country of "Iraqi Turkmen Front", the body of "US Navy SEAL Team".
    fn without_role(
        &self,
        phrase: &Phrase<'_>,
        donors: &[Donor],
        code: Option<String>,
        why: Vec<String>,
    ) -> Option<Description> {
        let words = &phrase.head;
        let donor = donors.iter().max_by_key(|donor| (donor.form.is_none(), donor.words.1))?;
        let by_adjective = donor.form == Some(CountryForm::Adjective)
            && (words.len() > 2
                || words.iter().skip(donor.words.1).any(|word| word.starts_with(char::is_lowercase)));
        let head_is_people = donor.form == Some(CountryForm::People) && donor.words.1 == words.len();
        let named_within = donor.form.is_none() && donor.fact.kind == ActorKind::Organisation;
        if !(by_adjective || head_is_people || named_within) {
            return None;
        }
        let sectors = if by_adjective { Vec::new() } else { donor.fact.sectors.clone() };
        let kind = if by_adjective { ActorKind::Other } else { donor.fact.kind };
        Some(Description {
            code,
            sectors,
            kind,
            role: None,
            former: phrase.former,
            actor: None,
            why: why.join("; "),
        })
    }

    /// A region or a large town by itself, as who governs it: "Texas approves", "Kharkiv appeals".
    fn place_as_actor(&self, name: &str) -> Option<Description> {
        let place = self.choose_place(name, &PlaceContext::default())?;
        let governs = match place.kind {
            PlaceKind::Region => place.region.is_some(),
            PlaceKind::City => place.population.is_some_and(|people| people >= 100_000),
            _ => false,
        };
        let state = place.kind == PlaceKind::Region && place.country == Some("USA");
        if !governs || (self.is_ambiguous_place(name) && !state) {
            return None;
        }
        Some(Description {
            code: Some(place.country?.to_owned()),
            sectors: vec![Sector::Government],
            kind: ActorKind::Country,
            role: None,
            former: false,
            actor: None,
            why: format!("{} of {}", place.kind.label(), self.country_name(place.country?)?),
        })
    }

    /// The country of a phrase that is a place: "Kuala Lumpur", "Sumy Oblast".
    fn country_of_place(&self, name: &str) -> Option<String> {
        let place = self.choose_place(name, &PlaceContext::default())?;
        Some(place.country?.to_owned())
    }

    /// The country of a place among the words, the longest stretch first: "Paris court", "Seoul Central District Court".
    fn country_of_words(&self, words: &[&str]) -> Option<String> {
        (1..=words.len().min(3)).rev().find_map(|count| {
            words.windows(count).find_map(|stretch| {
                let name = stretch.join(" ");
                let capitals = stretch.iter().all(|word| word.starts_with(char::is_uppercase));
                if !capitals || (count == 1 && (name.len() < 4 || self.is_ambiguous_place(&name))) {
                    return None;
                }
                let place = self.choose_place(&name, &PlaceContext::default())?;
                let large = place.population.is_some_and(|people| people >= 40_000)
                    || place.kind == PlaceKind::Region;
                Some(place.country.filter(|_| large)?.to_owned())
            })
        })
    }
}

fn from_fact(fact: ActorFact) -> Description {
    Description {
        code: fact.code.clone(),
        sectors: fact.sectors.clone(),
        kind: fact.kind,
        role: None,
        former: false,
        why: fact.why.clone(),
        actor: Some(fact),
    }
}

/// Former officials are elites; former rebels and civilians stay what they are.
fn make_former(description: &mut Description) {
    description.former = true;
    if description.sectors.first().is_some_and(|sector| sector.is_office()) {
        description.sectors = vec![Sector::Elites];
    }
}

fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "de" | "la"
            | "del"
            | "da"
            | "dos"
            | "van"
            | "von"
            | "der"
            | "den"
            | "bin"
            | "ibn"
            | "al"
            | "el"
            | "di"
    ) || word.starts_with("al-")
        || word.starts_with("el-")
}
