//! One analysis per document: typed once-cells that any layer above may fill.

use std::any::{Any, TypeId};
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

/// The views of one document: an append-only list, so that a reference handed out stays good
/// without a lock and without unsafe code.
#[derive(Default)]
pub(super) struct Views {
    first: OnceLock<Box<Node>>,
}

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
        let mut slot = &self.first;
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
        let mut slot = &self.first;
        while let Some(node) = slot.get() {
            if node.id == TypeId::of::<V>() {
                return node.value.downcast_ref();
            }
            slot = &node.next;
        }
        None
    }
}
