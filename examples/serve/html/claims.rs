//! What passages claim, side by side: a table for each question.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use axum::response::Response;
use ibid::IndexStats;
use ibid::claims::{Claims, Question, QuestionRelation};
use ibid::facts::RelationKind;
use maud::{Markup, html};

use super::search::{on_paper, search_box_of, told, views};
use super::text::{counted, plain, shown};
use super::{Frame, colophon, facets, place};
use crate::asked::{Asked, Fault};
use crate::routes::Site;

pub(crate) fn page(
    site: &Site,
    asked: &Asked,
    faults: &[Fault],
    claims: &Claims,
    stats: &IndexStats,
) -> Response {
    let scope = claims.scope.to_string();
    let content = html! {
        (told(faults))
        div class="plain" {
            (views(asked, "/claims"))
            (on_paper(asked, stats.commit))
            h1 { "What is claimed" }
            div class="facets narrowed" { (facets::chosen(asked, &[], "/claims")) }
            p class="shown" {
                "Of " (counted(claims.scope.read, "passage")) " in " (counted(claims.scope.documents, "article")) "."
                @if !scope.is_empty() { " " (shown(&scope)) }
            }
            @if claims.questions.is_empty() {
                p { "No passage that matches says how many, how much, when, which or who. "
                    a href=(asked.address("/")) { "See the passages" } }
            }
            @for question in &claims.questions { (table(asked, question)) }
        }
    };
    let title = format!("Claims: {}", plain(&asked.q));
    let colophon = colophon::colophon(site, stats);
    Frame { title: &title, search_box: search_box_of(asked, "/claims"), colophon }.page(&content)
}

fn table(asked: &Asked, question: &Question) -> Markup {
    html! {
        section class="question" {
            h2 { (shown(&question.title())) }
            div class="wide" role="region" tabindex="0" aria-label={ "Claims: " (plain(&question.title())) } {
                table {
                    caption { (counted(question.statements.len(), "statement")) }
                    thead {
                        tr {
                            th scope="col" { "no." } th scope="col" { "outlet" } th scope="col" { "published" }
                            th scope="col" { "value" } th scope="col" { "status" }
                            th scope="col" { "as the word of" } th scope="col" { "in its words" }
                        }
                    }
                    tbody {
                        @for (number, statement) in question.statements.iter().enumerate() {
                            tr {
                                td { (number + 1) }
                                th scope="row" { (shown(&statement.outlet)) }
                                td class="date" { @match statement.published { Some(date) => (date), None => "undated" } }
                                td class="value" { b { (shown(&statement.value)) } @if statement.is_part { " (a part)" } }
                                td { (statement.status) ", " (statement.certainty) }
                                td { @if let Some(speaker) = &statement.speaker { (shown(speaker)) } }
                                td {
                                    a href=(place::address(asked, &statement.citation, &statement.quote)) { "“" (shown(&statement.quote)) "”" }
                                    @if !statement.copies.is_empty() { " and " (counted(statement.copies.len(), "copy")) }
                                }
                            }
                        }
                    }
                }
            }
            (relations(question))
        }
    }
}

/// What differs between the statements: pairs of a kind in one line, what contradicts first.
/// That others agree is told by their number.
fn relations(question: &Question) -> Markup {
    let agree = |relation: &QuestionRelation| relation.kind == RelationKind::Agrees;
    let agreeing = question.relations.iter().filter(|it| agree(it)).count();
    let mut alike: BTreeMap<_, Vec<&QuestionRelation>> = BTreeMap::new();
    for relation in question.relations.iter().filter(|it| !agree(it)) {
        let kind = (Reverse(relation.kind), relation.in_one_article, &relation.reason);
        alike.entry(kind).or_default().push(relation);
    }
    html! {
        @if !question.relations.is_empty() {
            ul class="relations" {
                @for ((kind, in_one_article, reason), pairs) in alike {
                    li class=[(kind.0 >= RelationKind::Conflicts).then_some("conflict")] {
                        @for (number, pair) in pairs.iter().enumerate() {
                            @if number > 0 { ", " }
                            (pair.first + 1) " and " (pair.second + 1)
                        }
                        ": " (shown(reason))
                        @if in_one_article { " (in one article)" }
                    }
                }
                @if agreeing > 0 { li { (counted(agreeing, "pair")) " of statements " @if agreeing == 1 { "says" } @else { "say" } " the same" } }
            }
        }
    }
}
