//! Who may do what, and who may read which case. Default is no.

use hfk::procedure::*;

use super::journey::*;

#[test]
fn the_rights_table() {
    let row = |right: &Right| {
        let may = Role::ALL.iter().filter(|it| actor(&[**it]).may(*right));
        let names: Vec<_> = may.map(|it| it.name()).collect();
        format!("{}: {}", right.name(), names.join(" "))
    };
    let table: Vec<_> = Right::ALL.iter().map(row).collect();
    insta::assert_snapshot!(table.join("\n"), @r"
    register: SB VS
    take_over: VS
    list_cases: SB VS VPA
    read_case: SB VS M VPA
    amend_person: SB VS
    see_protected_address: SB VS
    see_return_date: SB VS
    open_statement: SB VS
    watch_authorities: VS
    handle_mail: SB VS
    handle_letters: SB VS
    keep_recalls: SB VS
    note_absence_of_others: VS
    upload: SB VS
    check_completeness: SB VS
    record_consent: SB VS
    keep_representatives: SB VS
    read_sittings: SB VS M
    prepare_sittings: SB VS
    read_rounds: SB VS VPA
    prepare_rounds: SB VS
    name_committee: VS
    record_recusal: SB VS M VPA
    release_notices: VS
    read_counts: SB VS
    read_settings: SB VS
    change_settings: SB VS
    change_letterhead: VS
    manage_users: ADM
    read_audit_log: REV
    ");
}

#[test]
fn administration_and_audit_take_no_step_of_a_case() {
    for kind in StepKind::ALL {
        for role in [Role::Administrator, Role::Auditor, Role::Member] {
            assert!(!kind.rule().by.contains(&role), "{kind} by {role}");
        }
    }
}

mod roles {
    use super::*;

    #[test]
    fn content_is_never_mixed_with_administration_or_audit() {
        for content in Role::ALL.iter().filter(|it| it.sees_cases()) {
            assert_eq!(Roles::new(vec![*content, Role::Administrator]), None);
            assert_eq!(Roles::new(vec![Role::Auditor, *content]), None);
        }
        assert!(Roles::new(vec![Role::Administrator, Role::Auditor]).is_some());
    }

    #[test]
    fn a_user_has_at_least_one_role() {
        assert_eq!(Roles::new(vec![]), None);
    }

    #[test]
    fn the_head_of_the_secretariat_wears_the_hat_the_step_asks_for() {
        let it = actor(&[Role::Clerk, Role::Chair]);
        let hat = |kind: StepKind| it.hat(kind.rule().by);
        assert_eq!(hat(StepKind::RequestStatement), Some(Role::Clerk));
        assert_eq!(hat(StepKind::ReleaseNotice), Some(Role::Chair));
        assert_eq!(hat(StepKind::DecideAdmissibility), Some(Role::Chair));
    }

    #[test]
    fn the_hat_stands_in_the_history() {
        let it = Journey::at(Stage::AwaitingAuthority);
        let by = actor(&[Role::Clerk, Role::Chair]);
        let outcome = it.try_take_as(Step::ReleaseNotice, &by).unwrap();
        let event = outcome.event();
        assert_eq!((event.hat, event.by, event.on), (Role::Chair, by.user, today()));
    }
}

mod who_may_read_a_case {
    use super::*;

    /// Of a case to which a published agenda or a published round brings the user, or neither.
    fn may(role: Role, stage: Stage, brought: bool, recused: bool) -> bool {
        let (invited, assigned) = (brought, brought);
        may_read_case(&actor(&[role]), CaseRelation { stage, recused, invited, assigned })
    }

    #[test]
    fn the_secretariat_every_case() {
        for stage in Stage::ALL {
            assert!(may(Role::Clerk, *stage, false, false));
            assert!(may(Role::Chair, *stage, false, false));
        }
    }

    #[test]
    fn a_member_what_a_published_agenda_gives() {
        for stage in Stage::ALL {
            assert!(!may(Role::Member, *stage, false, false));
            assert!(may(Role::Member, *stage, true, false));
        }
    }

    #[test]
    fn the_committee_what_a_published_round_gives() {
        for stage in Stage::ALL {
            assert!(!may(Role::PreCheck, *stage, false, false));
            assert!(may(Role::PreCheck, *stage, true, false));
        }
    }

    #[test]
    fn what_brings_a_member_to_the_case_does_not_bring_the_committee() {
        let both = actor(&[Role::Member, Role::PreCheck]);
        let at = CaseRelation::at(Stage::Admissibility);
        let hats = |it| in_case(&both, it).map(|it| it.roles.iter().collect::<Vec<_>>());
        assert_eq!(hats(at), None);
        assert_eq!(hats(CaseRelation { invited: true, ..at }), Some(vec![Role::Member]));
        assert_eq!(hats(CaseRelation { assigned: true, ..at }), Some(vec![Role::PreCheck]));
        assert_eq!(hats(CaseRelation { recused: true, assigned: true, ..at }), None);
    }

    #[test]
    fn administration_and_audit_none() {
        for stage in Stage::ALL {
            assert!(!may(Role::Administrator, *stage, true, false));
            assert!(!may(Role::Auditor, *stage, true, false));
        }
    }

    #[test]
    fn a_recusal_beats_everything() {
        for role in Role::ALL {
            for stage in Stage::ALL {
                assert!(!may(*role, *stage, true, true), "{role} in {stage}");
            }
        }
        let all_hats = actor(&[Role::Clerk, Role::Chair, Role::Member, Role::PreCheck]);
        let stage = Stage::Admissibility;
        let relation = CaseRelation { stage, recused: true, invited: true, assigned: true };
        assert!(!may_read_case(&all_hats, relation));
    }
}

mod the_step_offered_first {
    use super::*;

    fn offered(stage: Stage, role: Role) -> Option<StepKind> {
        let it = Journey::at(stage);
        next_step(&it.case, &it.facts, &actor(&[role]))
    }

    #[test]
    fn leads_the_secretariat_on() {
        for (stage, step) in [
            (Stage::Received, Some(StepKind::BeginAdmissibility)),
            (Stage::Admissibility, Some(StepKind::ProposeAdmissibility)),
            (Stage::Admitted, Some(StepKind::RequestStatement)),
            (Stage::StatementRequested, Some(StepKind::RecordStatement)),
            (Stage::Ready, Some(StepKind::PlaceOnAgenda)),
            (Stage::OnAgenda, Some(StepKind::RecordVote)),
            (Stage::Decided, Some(StepKind::SendErsuchen)),
            (Stage::AwaitingAuthority, Some(StepKind::RecordIntention)),
            (Stage::Closing, Some(StepKind::File)),
            (Stage::Filed, None),
        ] {
            assert_eq!(offered(stage, Role::Clerk), step, "{stage}");
        }
    }

    #[test]
    fn is_the_decision_for_whoever_can_record_it() {
        let decide = Some(StepKind::DecideAdmissibility);
        assert_eq!(offered(Stage::Admissibility, Role::Chair), decide);
        assert_eq!(offered(Stage::Admissibility, Role::PreCheck), decide);
    }

    #[test]
    fn is_the_findings_while_some_are_missing() {
        let mut it = Journey::family();
        it.take(Step::BeginAdmissibility);
        for role in [Role::Clerk, Role::Chair, Role::PreCheck] {
            let offered = next_step(&it.case, &it.facts, &actor(&[role]));
            assert_eq!(offered, Some(StepKind::RecordFindings));
        }
    }

    #[test]
    fn is_the_notice_for_the_chair() {
        assert_eq!(offered(Stage::AwaitingAuthority, Role::Chair), Some(StepKind::ReleaseNotice));
    }

    #[test]
    fn says_what_it_does() {
        let deeds: std::collections::BTreeSet<_> =
            StepKind::ALL.iter().map(|it| it.deed()).collect();
        assert_eq!(deeds.len(), StepKind::ALL.len());
        for deed in deeds {
            assert!(deed.ends_with('n'), "no verb: {deed}");
        }
    }

    #[test]
    fn is_the_decision_of_the_authority_once_its_intention_is_known() {
        let mut it = Journey::at(Stage::AwaitingAuthority);
        it.facts.taken = vec![StepKind::RecordIntention];
        let offered = next_step(&it.case, &it.facts, &actor(&[Role::Clerk]));
        assert_eq!(offered, Some(StepKind::RecordFinalDecision));
    }

    #[test]
    fn is_nothing_for_those_who_only_read() {
        for stage in Stage::ALL {
            assert_eq!(offered(*stage, Role::Member), None);
            assert_eq!(offered(*stage, Role::Auditor), None);
        }
    }
}
