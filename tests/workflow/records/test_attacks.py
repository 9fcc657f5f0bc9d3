"""Every attack on a decision that we know of, with the exit code and the reason that it gets."""

from __future__ import annotations

import json

import attacks_afresh as afresh
import attacks_on_records as on_records
import attacks_on_signatures as on_signatures
import attacks_on_work as on_work
import pytest
from ledger_world import codes

OPEN = (  # nobody has decided yet
    (on_work.says_approved, "unmet-approval"),
    (on_work.own_work, "contributor"),
    (on_work.own_work_by_another_address, "contributor"),
    (on_work.own_work_with_an_emptied_list, "contributor"),
    (on_work.own_work_with_a_base_that_hides_it, "contributor"),
    (on_work.own_work_with_a_later_start_in_the_index, "contributor"),
    (on_work.own_work_before_the_session, "contributor"),
    (on_work.own_work_as_co_author, "contributor"),
    (on_work.own_work_as_committer, "contributor"),
    (on_work.own_work_in_a_merge, "contributor"),
    (on_work.own_work_after_a_squash, "contributor"),
    (on_work.own_return, "contributor"),
    (on_work.deleted_file_restored, "stale"),
    (on_work.blocked_return, "unmet-return"),
    (on_work.no_return, "unmet-return"),
    (on_work.approval_row_removed, "rows-changed"),
    (on_work.weaker_definition, "definition-changed"),
    (on_work.other_workflow, "unknown-definition"),
    (on_work.local_mode_on_the_branch, "unsigned"),
    (on_work.base_on_the_branch, "unsigned"),
    (on_work.own_key_on_the_branch, "unknown-key"),
    (on_work.revoked_key, "revoked-key"),
    (on_work.unmapped_work, "unmapped"),
    (on_work.waive_without_the_role, "unmet-approval"),
    (on_work.waive_without_a_reason, "no-reason"),
    (on_records.signer_renamed, "ref-mismatch"),
    (on_records.re_pointed_object, "other-target"),
    (on_records.other_tree, "other-target"),
    (on_records.tag_of_a_tree, "other-target"),
    (on_records.other_repository, "other-repository"),
    (on_records.other_step, "other-step"),
    (on_records.row_that_is_not, "other-step"),
    (on_records.record_of_another_session, "other-session"),
    (on_records.deleted_rejection, "deleted-record"),
    (on_records.deleted_rejection_that_an_approval_has_seen, "missing-record"),
    (on_records.duplicate_trailer, "not-a-record"),
    (on_records.injected_trailer, "not-a-record"),
    (on_records.carriage_return, "not-a-record"),
    (on_signatures.unsigned, "unsigned"),
    (on_signatures.unknown_key, "unknown-key"),
    (on_signatures.key_of_another, "other-signer"),
    (on_signatures.agents_key, "agent-decision"),
    (on_signatures.agent_with_a_persons_key, "agent-decision"),
    (on_signatures.other_namespace, "bad-signature"),
    (on_signatures.foreign_signature, "bad-signature"),
    (on_signatures.second_signature, "bad-signature"),
    (on_signatures.torn_signature, "bad-signature"),
    (on_records.forged_digest, "forged-subject"),
    (on_records.forged_absence, "forged-subject"),
    (on_records.shortened_subjects, "uncovered-path"),
    (on_records.no_envelope, "stale"),
    (on_records.other_attempt, "unmet-approval"),
)
APPROVED = (  # ben has approved, and it holds
    (on_work.whitespace, "stale"),
    (on_work.subject_deleted, "stale"),
    (on_work.product_deleted, "unmet-artifact"),
    (on_work.file_added, "uncovered-path"),
    (on_work.envelope_edited, "stale"),
    (on_work.newer_return, "stale"),
    (on_work.newer_attempt, "unmet-approval"),
    (on_work.policy_rolled_back_on_the_branch, "policy-rollback"),
    (on_work.policy_deleted_on_the_branch, "policy-rollback"),
    (on_work.policy_rolled_back_on_the_base, "policy-rollback"),
    (on_work.empty_policy, "no-policy"),
    (on_work.policy_without_keys, "no-policy"),
    (on_work.policy_without_members, "no-policy"),
    (on_work.missing_policy, "no-policy"),
    (on_work.gate_without_role, "no-role"),
    (on_work.no_longer_in_the_role, "not-in-role"),
    (on_work.touch_asked_for, "no-presence"),
    (on_work.two_asked_for, "unmet-approval"),
    (on_work.protected_path, "unapproved-path"),
    (on_records.moved_tag, "ref-mismatch"),
    (on_records.lightweight_tag, "not-a-record"),
    (on_records.renamed_ref, "ref-mismatch"),
    (on_records.reject_renamed_to_approve, "ref-mismatch"),
    (on_records.foreign_ref, "foreign-ref"),
    (on_records.deeper_ref, "foreign-ref"),
    (on_records.other_session, "other-session"),
    (on_records.deleted_approval, "deleted-record"),
    (on_records.deleted_on_the_branch, "missing-record"),
    (on_records.rejection_hidden_from_the_ledger, "rejected"),
    (on_records.rejection, "rejected"),
    (on_records.rejection_revoked_by_another, "rejected"),
    (on_records.approval_revoked, "unmet-approval"),
    (on_records.truncated_record, "edited-record"),
    (on_records.edited_copy, "edited-record"),
    (on_records.edited_and_renamed_copy, "bad-signature"),
    (on_records.foreign_file, "foreign-file"),
    (on_records.linked_copy, "foreign-file"),
)


def named(table):
    return [pytest.param(attack, code, id=attack.__name__) for attack, code in table]


def test_before_an_attack_the_approval_holds(approved, verify):
    code, document = verify(approved.path, "--complete", "--require-trust")
    assert (code, codes(document)) == (0, set()), json.dumps(document, indent=1)


@pytest.mark.parametrize(("attack", "reason"), named((*OPEN, *afresh.AFRESH_OPEN)))
def test_a_decision_made_by_an_attack_does_not_count(attack, reason, world, verify):
    attack(world)
    code, document = verify(world.path)
    assert (code, reason in codes(document)) == (1, True), json.dumps(document, indent=1)


@pytest.mark.parametrize(("attack", "reason"), named((*APPROVED, *afresh.AFRESH_APPROVED)))
def test_an_attack_on_a_decision_is_found(attack, reason, approved, verify):
    attack(approved)
    code, document = verify(approved.path)
    assert (code, reason in codes(document)) == (1, True), json.dumps(document, indent=1)
