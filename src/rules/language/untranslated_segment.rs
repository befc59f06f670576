//! # What it finds
//! A sentence or a paragraph in another language than the article's, written in the same script.
//!
//! # Why it points to a broken pipeline
//! An engine leaves a sentence as it was when it fails on it, and scrapers take captions, related
//! headlines and parts of the original along.
//!
//! # Known false alarms
//! Quoted slogans, verses and titles of works are meant, and stay silent while the article speaks
//! round them.

use super::passages::Passages;
use super::wording::named;
use crate::flag::Severity;
use crate::rules::{Finding, Languages, Rule, Sink, clean, flagged};
use crate::text::Document;

/// The rule.
pub const RULE: Rule = Rule {
    id: "language/untranslated-segment",
    severity: Severity::Major,
    its_type: "untranslated",
    summary: "a sentence or more in another language of the article's script",
    languages: Languages::All,
    on_title: true,
    confidence: 0.95,
    flagged: &[
        flagged(
            "Talks go on in the old harbour. ⟦Die Lage bleibt ernst und unklar, sagte der Bürgermeister am Abend.⟧ The price of oil rose again on Friday.",
        )
        .lang("en"),
        flagged(
            "El puerto reabrió el viernes después de la tormenta. ⟦The ferries will sail again in the morning if the wind has turned by then. Nobody could say more.⟧ Los pasajeros esperaban desde el jueves por la tarde.",
        )
        .lang("es"),
        flagged(
            "Порт открыли в пятницу, когда стих ветер. ⟦Пасажири чекали біля причалу з четверга й не знали, коли відпливуть пороми.⟧ Капитан сказал, что утром корабли выйдут в море.",
        )
        .lang("ru"),
        flagged(
            "بندر روز جمعه پس از توفان دوباره باز شد. ⟦وقال رئيس البلدية إن السفن ستبحر في الصباح إذا هدأت الرياح خلال الليل.⟧ مسافران از پنجشنبه در اسکله منتظر بودند.",
        )
        .lang("fa"),
        flagged(
            "O porto abriu de novo o venres, cando o vento deixou de soprar. Os pasaxeiros agardaban dende o xoves pola mañá. ⟦A tempestade não deixou feridos, mas há muitos danos nas casas junto ao mar, e ainda não é possível saber quando os barcos voltam a sair.⟧ O alcalde dixo que as escolas seguen pechadas. Ninguén sabía cando sairían os barcos. A xente do barrio limpou as rúas toda a noite.",
        )
        .lang("gl"),
        flagged(
            "Přístav byl v pátek znovu otevřen, když vítr ustal. Cestující čekali od čtvrtka na molu Kapitán ⟦sľuboval, že ľudia vyplávajú ráno s rôznymi⟧ náklady na palubě. Nikdo nevěděl, kdy lodě vyplují. Lidé z okolí celou noc uklízeli ulice, které byly plné písku a větví. Starosta řekl, že školy budou zavřené ještě dva dny.",
        )
        .lang("cs"),
        flagged(
            "港は金曜日に再開した。⟦船長說他們從星期四起就在碼頭等待，誰也不知道渡輪何時出發。⟧乗客は木曜日から待っていた。",
        )
        .lang("ja"),
        flagged(
            "The harbour was closed on Friday. “We shall wait for the wind to turn,” the captain said.",
        )
        .title("⟦Der Hafen bleibt nach dem schweren Sturm noch lange geschlossen⟧")
        .lang("en"),
    ],
    clean: &[
        clean(
            "Talks go on in the old harbour, and “das ist nicht gut für uns” was all the mayor said. The price of oil rose again on Friday.",
        )
        .lang("en"),
        clean(
            "She hung a banner reading “No pasarán los de siempre” (“The usual ones shall not pass”) from the window of the town hall.",
        )
        .lang("en"),
        clean(
            "Banca Monte di Pietà e Santa Chiara, Stadtwerke am Alten Hafen GmbH and Société des Eaux du Nord signed the pact.",
        )
        .lang("en"),
        clean(
            "O porto abriu de novo o venres, cando o vento deixou de soprar. Os pasaxeiros agardaban dende o xoves pola mañá. A treboada non deixou feridos, pero hai moitos danos nas casas preto do mar, e aínda non é posible saber cando volven saír os barcos. O alcalde dixo que as escolas seguen pechadas. Ninguén sabía cando sairían os barcos. A xente do barrio limpou as rúas toda a noite.",
        )
        .lang("gl"),
        clean("港は金曜日に再開した。首相訪米延期、政府与党対応協議、来週中方針決定予定。乗客は木曜日から待っていた。")
            .lang("ja"),
        clean(
            "Havnen ble stengt på fredag fordi vinden hadde snudd. Ingen visste når fergene skulle seile igjen, sa kapteinen.",
        ),
        clean(
            "Порт был закрыт в пятницу, потому что ветер переменился. Никто не знал, когда паромы снова выйдут в море.",
        ),
    ],
    check,
    ..Rule::NEW
};

fn check(doc: &Document, sink: &mut Sink) {
    for passage in doc.view::<Passages>().as_slice() {
        if sink.stopped() {
            return;
        }
        if !passage.is_segment() {
            continue;
        }
        let confidence = if passage.bits >= 60.0 { 0.98 } else { 0.93 };
        let what = if passage.is_whole { "text" } else { "words" };
        sink.report(
            Finding::new(
                passage.span.clone(),
                format!("{} left untranslated.", named(passage.tag, what)),
            )
            .points_to(passage.tag)
            .confidence(confidence),
        );
    }
}
