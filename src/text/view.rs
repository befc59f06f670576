//! One analysis per document: typed once-cells that any layer above may fill.

use std::any::{Any, TypeId};
use std::hash::{Hash, Hasher};
use std::sync::OnceLock;

use super::Document;

/// An analysis of a document that is built on first use and shared from then on.
///
/// Asked for with [`Document::view`]. A view keeps offsets, never borrowed text, and is where an
/// allocation may happen: once per document.
pub trait View: Any + Send + Sync {
    /// Analyses `doc`. May ask for other views, but never, even indirectly, for itself.
    fn build(doc: &Document) -> Self;
}

/// The views of one document: append-only lists, so that a reference handed out stays good
/// without a lock and without unsafe code. Every rule asks for a few, so that there are many
/// lists, nearly all of one view or none.
#[derive(Default)]
pub(super) struct Views {
    // Made when a first view is asked for: a document is moved about until then.
    lists: OnceLock<Box<[OnceLock<Box<Node>>; LISTS]>>,
}

const LISTS: usize = 64;

struct Node {
    id: TypeId,
    value: Box<dyn Any + Send + Sync>,
    next: OnceLock<Box<Node>>,
}

impl Views {
    /// The view `V` of `doc`, built now if nobody asked before.
    pub(super) fn get<V: View>(&self, doc: &Document) -> &V {
        self.try_get(|| Some(V::build(doc)))
            .expect("a view that cannot give up is there")
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
        let mut new = Box::new(Node {
            id: TypeId::of::<V>(),
            value: Box::new(build()?),
            next: OnceLock::new(),
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
        let lists = self
            .lists
            .get_or_init(|| Box::new([const { OnceLock::new() }; LISTS]));
        &lists[number.0 as usize % LISTS]
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
