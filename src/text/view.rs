//! One analysis per document: typed once-cells that any layer above may fill.

use std::any::{Any, TypeId};
use std::hash::{Hash, Hasher};
use std::sync::OnceLock;

use super::Document;
use super::segment::{Lines, Masks, Sentences, WordHashes, Words};

/// An analysis of a document that is built on first use and shared from then on.
///
/// Asked for with [`Document::view`]. A view keeps offsets, never borrowed text, and is where an
/// allocation may happen: once per document.
pub trait View: Any + Send + Sync + Sized {
    /// Analyses `doc`. May ask for other views, but never, even indirectly, for itself.
    fn build(doc: &Document) -> Self;

    /// Where it is kept, if it has a place of its own.
    #[inline]
    fn place(_: &Places) -> Option<&OnceLock<Self>> {
        None
    }
}

/// Places of their own for the analyses that nearly every rule asks for, and asks again: found
/// without a search.
#[derive(Default)]
pub struct Places {
    pub(super) lines: OnceLock<Lines>,
    pub(super) sentences: OnceLock<Sentences>,
    pub(super) masks: OnceLock<Masks>,
    pub(super) words: OnceLock<Words>,
    pub(super) word_hashes: OnceLock<WordHashes>,
}

/// The views of one document: places for a few, append-only lists for the others, so that a
/// reference handed out stays good without a lock and without unsafe code. Every rule asks for a few,
/// so that there are many lists, nearly all of one view or none.
#[derive(Default)]
pub(super) struct Views {
    // Made when a first view is asked for: a document is moved about until then.
    made: OnceLock<Box<Made>>,
}

struct Made {
    places: Places,
    lists: [OnceLock<Box<Node>>; LISTS],
}

const LISTS: usize = 64;

struct Node<V: ?Sized = dyn Any + Send + Sync> {
    id: TypeId,
    next: OnceLock<Box<Node>>,
    value: V,
}

impl Views {
    /// The view `V` of `doc`, built now if nobody asked before.
    #[inline]
    pub(super) fn get<V: View>(&self, doc: &Document) -> &V {
        match V::place(&self.made().places) {
            Some(place) => place.get_or_init(|| V::build(doc)),
            None => self
                .try_get(|| Some(V::build(doc)))
                .expect("a view that cannot give up is there"),
        }
    }

    /// The view `V`, built now if nobody asked before; none, and nothing kept, when `build` gives up.
    pub(super) fn try_get<V: Any + Send + Sync>(
        &self,
        build: impl FnOnce() -> Option<V>,
    ) -> Option<&V> {
        if let Some(found) = self.find::<V>() {
            return Some(found);
        }
        // Built before the list is touched: building may itself ask for other views.
        let mut new: Box<Node> = Box::new(Node {
            id: TypeId::of::<V>(),
            next: OnceLock::new(),
            value: build()?,
        });
        let mut slot = self.list::<V>();
        loop {
            match slot.set(new) {
                Ok(()) => break,
                Err(back) => {
                    new = back;
                    slot = &slot
                        .get()
                        .expect("a slot that refused a value holds one")
                        .next;
                }
            }
        }
        self.find::<V>()
    }

    fn find<V: Any>(&self) -> Option<&V> {
        let mut slot = self.list::<V>();
        while let Some(node) = slot.get() {
            if node.id == TypeId::of::<V>() {
                return node.value.downcast_ref();
            }
            slot = &node.next;
        }
        None
    }

    fn list<V: Any>(&self) -> &OnceLock<Box<Node>> {
        let mut number = Number(0);
        TypeId::of::<V>().hash(&mut number);
        &self.made().lists[number.0 as usize % LISTS]
    }

    #[inline]
    fn made(&self) -> &Made {
        self.made.get_or_init(|| {
            Box::new(Made {
                places: Places::default(),
                lists: [const { OnceLock::new() }; LISTS],
            })
        })
    }
}

/// Takes the number that a type is known by as it is: it is a hash already.
struct Number(u64);

impl Hasher for Number {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
