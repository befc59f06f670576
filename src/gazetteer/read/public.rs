//! Large public lists, tab-separated and without quoting. What they call one entity becomes one
//! name: its first form is the canonical one, the others are aliases.

use std::collections::HashMap;

use super::{BadList, NameEntry};

/// Forms gathered by the entity they belong to.
#[derive(Default)]
struct Entities<'t> {
    names: Vec<NameEntry>,
    numbers: HashMap<&'t str, usize>,
}

impl<'t> Entities<'t> {
    /// Adds a form; gives the name it went to.
    fn add(&mut self, id: &'t str, form: &str) -> &mut NameEntry {
        // Lists keep an entity together: the last one is nearly always right.
        let number = *self.numbers.entry(id).or_insert(self.names.len());
        if number == self.names.len() {
            self.names.push(NameEntry {
                canonical: form.to_owned(),
                ..NameEntry::default()
            });
        } else {
            let name = &mut self.names[number];
            if name.canonical != form && !name.aliases.iter().any(|alias| alias == form) {
                name.aliases.push(form.to_owned());
            }
        }
        &mut self.names[number]
    }
}

/// `id`, type, language, name with `+` for a space.
pub fn jrc_names(text: &str) -> Result<Vec<NameEntry>, BadList> {
    let mut entities = Entities::default();
    rows(text, |cells: [&str; 4]| {
        entities.add(cells[0], &cells[3].replace('+', " "));
    })?;
    Ok(entities.names)
}

/// Wikidata id, English name, name, language, type.
pub fn para_names(text: &str) -> Result<Vec<NameEntry>, BadList> {
    let mut entities = Entities::default();
    rows(text, |cells: [&str; 5]| {
        if cells[0] != "wikidata_id" {
            if !cells[1].is_empty() {
                entities.add(cells[0], cells[1]);
            }
            entities.add(cells[0], cells[2]);
        }
    })?;
    Ok(entities.names)
}

/// `id`, name, name in ASCII, other names parted by commas, and 15 cells more.
pub fn geo_names(text: &str) -> Result<Vec<NameEntry>, BadList> {
    let mut entities = Entities::default();
    rows(text, |cells: [&str; 18]| {
        let others = cells[3].split(',');
        for form in [cells[1], cells[2]]
            .into_iter()
            .chain(others)
            .filter(|form| !form.is_empty())
        {
            entities.add(cells[0], form);
        }
    })?;
    Ok(entities.names)
}

/// Hands the first `N` cells of every row to `read`.
fn rows<'t, const N: usize>(
    text: &'t str,
    mut read: impl FnMut([&'t str; N]),
) -> Result<(), BadList> {
    for (number, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let mut cells = line.split('\t');
        let mut found = 0;
        let first = std::array::from_fn(|_| {
            let cell = cells.next();
            found += usize::from(cell.is_some());
            cell.unwrap_or_default().trim()
        });
        if found < N {
            let reason = format!("has {found} cells; there are {N}");
            return Err(BadList::new(number + 1, reason));
        }
        read(first);
    }
    Ok(())
}
