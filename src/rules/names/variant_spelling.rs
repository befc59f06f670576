//! # What it finds
//! One person, place or body under several spellings: `Gen. Belkadi` at first, `Bilqadiy` further
//! down. Title and body are read together.
//!
//! # Why it points to a broken pipeline
//! A name that comes through another alphabet can be written in many ways. A translator settles on
//! one; an engine decides anew in every sentence, and the title is often translated apart.
//! Likeness alone proves nothing, so the rule weighs what the text shows: a given name or title in
//! common, a spelling that no full name ever introduces, how often each occurs, what word lists
//! know, and whether the two ever stand side by side as two.
//!
//! # Known false alarms
//! Two people of like surnames, one of whom is never introduced. Pet names (`Liz`, `Elizabeth`),
//! families, peoples and countries (`Niger`, `Nigeria`) stay silent, and so do names that differ
//! by no more than an ending where the language inflects names.

use super::report;
use super::variants::Kind;
use crate::flag::Severity;
use crate::rules::{Rule, clean, flagged};
use crate::text::Facts;

#[doc(hidden)]
pub use super::variants::{JudgedPair, judged_pairs};

/// The rule.
pub const RULE: Rule = Rule {
    id: "names/variant-spelling",
    severity: Severity::Major,
    its_type: "inconsistent-entities",
    summary: "one name is spelled in more than one way",
    trigger: Facts::UPPER.union(Facts::NON_ASCII),
    confidence: 0.9,
    flagged: &[
        flagged(
            "The talks were led by Omar Belqadi. On Monday Belqadi met the envoy, and Belqadi \
             promised to stay. “We are ready,” ⟦Bilkadhi⟧ said.",
        )
        .fix("Belqadi"),
        flagged(
            "Harvest fears grow. Minister Stepan Voronkov warned of frost. Voronkov said rain \
             would help, and Voronkov's deputy agreed. Later ⟦Woronkow⟧ left the hall.",
        )
        .fix("Voronkov"),
        flagged(
            "Le capitaine Iouri Tchernobrov a salué la visite du port. Tchernobrov a signé le registre, et Tchernobrov est reparti. Youri ⟦Tchernobriov⟧ a dit que les travaux continueraient.",
        )
        .lang("fr"),
        flagged(
            "Министр Степан Воронков предупредил о морозах. Степан Воронков добавил, что дожди \
             помогут. Позже Степан ⟦Варонков⟧ покинул зал.",
        )
        .fix("Воронков"),
        flagged(
            "Der Gesandte Omar Belkadov kam am Montag an. Belkadov war zu spät. Das Treffen mit ⟦Belkadow⟧ dauerte eine Stunde, und Belkadov ging am Mittag.",
        )
        .lang("de")
        .fix("Belkadov"),
    ],
    clean: &[
        clean(
            "Elçi Omar Belkadov pazartesi günü geldi. Belkadov'un uçağı gecikti, Belkadov'dan haber yoktu. Belkadova teşekkür edildi ve Belkadov ayrıldı.",
        )
        .lang("tr"),
        clean("The prize went to Karim Belanov of Tiraspol. Karima Belanova had won it the year before."),
        clean(
            "Mayor Lea Belkadi opened the hall. Belkadi sat in the first row, and Belkadi clapped. The \
             band played “The Lady Is a Belkadhi” twice.",
        ),
        clean("Trinh Van Lam sold rice on the quay. Trinh Van Lham sold tea on the other side of it."),
        clean("Ông Trịnh Văn Lâm bán gạo ở chợ. Bà Trịnh Thị Lẫm bán trà ở bên kia sông.").lang("vi"),
        clean("Sweet peas: 1 R. Belkadi; 2 R. Belkadhi; 3 L. Berg. Roses: 1 L. Berg; 2 R. Belkadi."),
        clean(
            "Present were Mr Belkadi (chair), Belkadhi, Berg and Borg. Mr Belkadi opened the meeting, and Mr Belkadi closed it.",
        ),
        clean("Niger closed the border on Monday. Nigeria protested, and Niger answered."),
        clean("Lea Sultan sang first. Sultana is a small town. The Sultan of Brunei listened."),
        clean(
            "Omar Chan opened the shop. Rosa Chang runs the bank next door. Chan sells tea, and \
             Chang lends money.",
        ),
        clean("The brothers Igor Belkadin and Egor Belkadin run a mill. Igor mills, Egor bakes."),
        clean(
            "Elizabeth Hollins won. Liz Hollins, as friends call her, thanked Eliza Hollins, her aunt.",
        ),
        clean(
            "Президент Воронков прибыл утром. Встречу с Воронковым провёл мэр, а о Воронкове \
             писали газеты.",
        ),
    ],
    check: |doc, sink| report::variants(doc, sink, Kind::Spelling),
    ..Rule::NEW
};
