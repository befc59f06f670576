//! Tables: comma- or tab-separated, RFC 4180.

use std::borrow::Cow;

use super::{BadList, NameEntry};
use crate::gazetteer::LONGEST;

/// A row, with the number of its first line.
struct Row<'t> {
    line: usize,
    cells: Vec<Cow<'t, str>>,
}

/// The columns of our own lists, in the order they have where no header says otherwise.
const COLUMNS: [&str; 3] = ["canonical", "aliases", "misrenderings"];

/// A list of our own: a header that names the columns, or canonical form, aliases, misrenderings.
pub fn own(text: &str, separator: u8) -> Result<Vec<NameEntry>, BadList> {
    let mut rows = Rows {
        rest: text,
        line: 1,
        separator,
    };
    let mut names = Vec::new();
    let mut order = [Some(0), Some(1), Some(2)];
    let mut is_first = true;
    while let Some(row) = rows.next()? {
        if std::mem::take(&mut is_first) && row.cells.iter().any(|cell| is_column(cell, COLUMNS[0]))
        {
            let place = |name| row.cells.iter().position(|cell| is_column(cell, name));
            order = COLUMNS.map(place);
            let known = |cell: &&Cow<str>| !COLUMNS.iter().any(|name| is_column(cell, name));
            if let Some(unknown) = row.cells.iter().find(known) {
                let reason = format!("has a column `{unknown}`; there are {}", COLUMNS.join(", "));
                return Err(BadList::new(row.line, reason));
            }
            continue;
        }
        if row.cells.len() > COLUMNS.len() {
            let reason = format!(
                "has {} cells; canonical form, aliases and misrenderings are 3",
                row.cells.len()
            );
            return Err(BadList::new(row.line, reason));
        }
        let cell = |column: usize| {
            let place = order[column]?;
            row.cells.get(place).map(Cow::as_ref)
        };
        let entry = NameEntry {
            canonical: cell(0).unwrap_or_default().trim().to_owned(),
            aliases: forms(cell(1).unwrap_or_default(), '|'),
            misrenderings: forms(cell(2).unwrap_or_default(), '|'),
        };
        verify(&entry, row.line)?;
        names.push(entry);
    }
    Ok(names)
}

/// An export of `OpenSanctions`, or a table like it.
pub fn open_sanctions(text: &str) -> Result<Vec<NameEntry>, BadList> {
    let mut rows = Rows {
        rest: text,
        line: 1,
        separator: b',',
    };
    let Some(header) = rows.next()? else {
        return Ok(Vec::new());
    };
    let place = |name| header.cells.iter().position(|cell| is_column(cell, name));
    let (name, aliases) = (place("name"), place("aliases"));
    let mut names = Vec::new();
    while let Some(row) = rows.next()? {
        let cell = |place: Option<usize>| {
            place
                .and_then(|at| row.cells.get(at))
                .map_or("", Cow::as_ref)
        };
        let canonical = cell(name).trim();
        if row.cells.len() != header.cells.len() {
            let (found, wanted) = (row.cells.len(), header.cells.len());
            let reason = format!("has {found} cells; the header has {wanted}");
            return Err(BadList::new(row.line, reason));
        }
        if !canonical.is_empty() {
            names.push(NameEntry {
                canonical: canonical.to_owned(),
                aliases: forms(cell(aliases), ';'),
                misrenderings: Vec::new(),
            });
        }
    }
    Ok(names)
}

/// Whether `header` names all these columns.
pub fn has_columns(header: &str, names: &[&str]) -> bool {
    let cells: Vec<&str> = header
        .split(',')
        .map(|cell| cell.trim().trim_matches('"'))
        .collect();
    names
        .iter()
        .all(|name| cells.iter().any(|cell| is_column(cell, name)))
}

/// Whether a name can be searched for and does not contradict itself.
pub fn verify(entry: &NameEntry, line: usize) -> Result<(), BadList> {
    if entry.canonical.is_empty() {
        return Err(BadList::new(line, "has no canonical form"));
    }
    let right = || std::iter::once(&entry.canonical).chain(&entry.aliases);
    if let Some(both) = entry
        .misrenderings
        .iter()
        .find(|wrong| right().any(|form| form == *wrong))
    {
        let reason = format!("has `{both}` among the right forms and the wrong ones");
        return Err(BadList::new(line, reason));
    }
    if right()
        .chain(&entry.misrenderings)
        .any(|form| form.len() > LONGEST)
    {
        let reason = format!("has a form of more than {LONGEST} bytes");
        return Err(BadList::new(line, reason));
    }
    Ok(())
}

fn is_column(cell: &str, name: &str) -> bool {
    cell.trim().eq_ignore_ascii_case(name)
}

fn forms(cell: &str, separator: char) -> Vec<String> {
    let forms = cell.split(separator).map(str::trim);
    forms
        .filter(|form| !form.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Reads row by row; blank lines and those that start with `#` are passed over.
struct Rows<'t> {
    rest: &'t str,
    line: usize,
    separator: u8,
}

impl<'t> Rows<'t> {
    fn next(&mut self) -> Result<Option<Row<'t>>, BadList> {
        loop {
            if self.rest.is_empty() {
                return Ok(None);
            }
            let end = memchr::memchr(b'\n', self.rest.as_bytes()).unwrap_or(self.rest.len());
            let line = &self.rest[..end];
            if !line.trim().is_empty() && !line.starts_with('#') {
                return self.row().map(Some);
            }
            self.rest = self.rest.get(end + 1..).unwrap_or_default();
            self.line += 1;
        }
    }

    fn row(&mut self) -> Result<Row<'t>, BadList> {
        let line = self.line;
        let mut cells = Vec::new();
        loop {
            let cell = if self.rest.starts_with('"') {
                Cow::Owned(self.quoted(line)?)
            } else {
                let bytes = self.rest.as_bytes();
                let end = memchr::memchr2(self.separator, b'\n', bytes).unwrap_or(bytes.len());
                let cell = &self.rest[..end];
                self.rest = &self.rest[end..];
                Cow::Borrowed(cell.strip_suffix('\r').unwrap_or(cell))
            };
            cells.push(cell);
            let next = self.rest.as_bytes().first().copied();
            self.rest = self.rest.get(1..).unwrap_or_default();
            if next != Some(self.separator) {
                self.line += 1;
                return Ok(Row { line, cells });
            }
        }
    }

    /// A cell in quotation marks, which stand doubled inside it; up to what parts it from the next.
    fn quoted(&mut self, line: usize) -> Result<String, BadList> {
        let mut cell = String::new();
        let mut rest = &self.rest[1..];
        loop {
            let Some(end) = memchr::memchr(b'"', rest.as_bytes()) else {
                return Err(BadList::new(
                    line,
                    "opens a quotation mark that nothing closes",
                ));
            };
            cell.push_str(&rest[..end]);
            rest = &rest[end + 1..];
            if !rest.starts_with('"') {
                break;
            }
            cell.push('"');
            rest = &rest[1..];
        }
        self.line += memchr::memchr_iter(b'\n', cell.as_bytes()).count();
        let end = memchr::memchr2(self.separator, b'\n', rest.as_bytes()).unwrap_or(rest.len());
        if !rest[..end].trim().is_empty() {
            return Err(BadList::new(
                line,
                "has text behind a closing quotation mark",
            ));
        }
        self.rest = &rest[end..];
        Ok(cell)
    }
}
