// @generated automatically by Diesel CLI.

diesel::table! {
    absences (id) {
        id -> Uuid,
        user_id -> Uuid,
        from_day -> Date,
        until_day -> Date,
        deputy -> Uuid,
        noted_by -> Uuid,
        noted_at -> Timestamptz,
        withdrawn_by -> Nullable<Uuid>,
        withdrawn_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    agenda_items (sitting_id, position) {
        sitting_id -> Uuid,
        case_id -> Uuid,
        position -> Int4,
        state -> Text,
        subject -> Text,
        opened_version -> Int4,
    }
}

diesel::table! {
    attendance (sitting_id, seat_id, came_at) {
        sitting_id -> Uuid,
        seat_id -> Uuid,
        holder -> Text,
        came_at -> Time,
        left_at -> Nullable<Time>,
    }
}

diesel::table! {
    authorities (id) {
        id -> Int4,
        kind -> Text,
        name -> Text,
        authority -> Text,
        kreis_key -> Nullable<Text>,
        regierungsbezirk -> Text,
        street -> Text,
        postal_code -> Text,
        town -> Text,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
    }
}

diesel::table! {
    case_events (case_id, version) {
        case_id -> Uuid,
        version -> Int4,
        at -> Timestamptz,
        by_user -> Uuid,
        hat -> Text,
        step -> Text,
        from_stage -> Nullable<Text>,
        to_stage -> Text,
        on_day -> Date,
        payload -> Jsonb,
        round -> Int4,
        before -> Nullable<Jsonb>,
        takes_back -> Nullable<Int4>,
    }
}

diesel::table! {
    cases (id) {
        id -> Uuid,
        version -> Int4,
        file_number -> Text,
        pseudonym -> Uuid,
        stage -> Text,
        urgent -> Bool,
        received_on -> Date,
        registered_at -> Timestamptz,
        channel -> Text,
        authority_id -> Int4,
        reasons -> Text,
        deadline_kind -> Nullable<Text>,
        deadline_on -> Nullable<Date>,
        sitting_id -> Nullable<Uuid>,
        notice_released_at -> Nullable<Timestamptz>,
        people -> Text,
        worklist_key -> Text,
        round -> Int4,
        resting_kind -> Nullable<Text>,
        resting_due_on -> Nullable<Date>,
        resting_since -> Nullable<Date>,
        catalogue -> Text,
    }
}

diesel::table! {
    committee_presence (round_id, seat_id) {
        round_id -> Uuid,
        seat_id -> Uuid,
        holder -> Text,
    }
}

diesel::table! {
    committee_round_items (round_id, position) {
        round_id -> Uuid,
        case_id -> Uuid,
        position -> Int4,
        state -> Text,
        decided_version -> Nullable<Int4>,
    }
}

diesel::table! {
    committee_rounds (id) {
        id -> Uuid,
        version -> Int4,
        held_on -> Date,
        starts_at -> Time,
        place -> Text,
        state -> Text,
        closed_at -> Nullable<Timestamptz>,
        minutes -> Nullable<Jsonb>,
        access_until -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    committee_seats (id) {
        id -> Uuid,
        position -> Int4,
        chair -> Bool,
        member -> Text,
        member_user -> Nullable<Uuid>,
        deputy -> Text,
        deputy_user -> Nullable<Uuid>,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
    }
}

diesel::table! {
    consents (id) {
        id -> Uuid,
        case_id -> Uuid,
        person_id -> Uuid,
        kind -> Text,
        scope -> Text,
        given_on -> Date,
        document_id -> Nullable<Uuid>,
        recorded_by -> Uuid,
        recorded_at -> Timestamptz,
        revoked_on -> Nullable<Date>,
        revoked_by -> Nullable<Uuid>,
    }
}

diesel::table! {
    deadline_history (case_id, version, position) {
        case_id -> Uuid,
        version -> Int4,
        position -> Int4,
        kind -> Text,
        what -> Text,
        due_on -> Date,
        why -> Text,
        reason -> Text,
    }
}

diesel::table! {
    document_requests (id) {
        id -> Uuid,
        case_id -> Uuid,
        item -> Text,
        kind -> Text,
        person_id -> Nullable<Uuid>,
        requested_on -> Date,
        due_on -> Date,
        version -> Int4,
    }
}

diesel::table! {
    document_waivers (id) {
        id -> Uuid,
        case_id -> Uuid,
        item -> Text,
        person_id -> Nullable<Uuid>,
        reason -> Text,
        waived_by -> Uuid,
        waived_at -> Timestamptz,
    }
}

diesel::table! {
    document_moves (id) {
        id -> Uuid,
        document_id -> Uuid,
        from_case -> Uuid,
        to_case -> Uuid,
        reason -> Text,
        moved_by -> Uuid,
        hat -> Text,
        moved_at -> Timestamptz,
    }
}

diesel::table! {
    document_views (document_id, user_id) {
        document_id -> Uuid,
        user_id -> Uuid,
        seen_at -> Timestamptz,
    }
}

diesel::table! {
    documents (id) {
        id -> Uuid,
        case_id -> Uuid,
        name -> Text,
        sha256 -> Bytea,
        size -> Int8,
        received_on -> Date,
        uploaded_by -> Uuid,
        uploaded_at -> Timestamptz,
        version -> Int4,
        kind -> Nullable<Text>,
        sensitivity -> Text,
        person_id -> Nullable<Uuid>,
        dated_on -> Nullable<Date>,
        replaces -> Nullable<Uuid>,
        replacement_reason -> Text,
    }
}

diesel::table! {
    earlier_rounds (case_id, round) {
        case_id -> Uuid,
        round -> Int4,
        received_on -> Date,
        channel -> Text,
        sitting_id -> Nullable<Uuid>,
        notice_released_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    earlier_standings (case_id, round, person_id) {
        case_id -> Uuid,
        round -> Int4,
        person_id -> Uuid,
        standing -> Text,
    }
}

diesel::table! {
    findings (person_id, ground) {
        person_id -> Uuid,
        ground -> Text,
        finding -> Text,
        note -> Text,
        found_on -> Date,
        removed_on -> Nullable<Date>,
        deviated_on -> Nullable<Date>,
        source -> Text,
        evidence_id -> Nullable<Uuid>,
        deviated_by -> Nullable<Text>,
        deviation -> Text,
    }
}

diesel::table! {
    follow_ups (case_id) {
        case_id -> Uuid,
        earlier_id -> Uuid,
        news -> Text,
    }
}

diesel::table! {
    idempotency_keys (key) {
        key -> Uuid,
        user_id -> Uuid,
        location -> Text,
        used_at -> Timestamptz,
    }
}

diesel::table! {
    installation (single) {
        single -> Bool,
        land -> Text,
    }
}

diesel::table! {
    ground_moves (case_id, version, person_id, ground, change) {
        case_id -> Uuid,
        version -> Int4,
        person_id -> Uuid,
        ground -> Text,
        change -> Text,
        on_day -> Date,
    }
}

diesel::table! {
    jobs (key) {
        key -> Text,
        case_id -> Uuid,
        due_at -> Timestamptz,
        attempts -> Int4,
        done_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    letters (id) {
        id -> Uuid,
        case_id -> Nullable<Uuid>,
        sitting_id -> Nullable<Uuid>,
        seat_id -> Nullable<Uuid>,
        kind -> Text,
        recipient -> Text,
        why -> Text,
        content -> Jsonb,
        written_by -> Uuid,
        written_at -> Timestamptz,
        attempts -> Int4,
        sha256 -> Nullable<Bytea>,
        size -> Nullable<Int8>,
        sent_on -> Nullable<Date>,
        sent_by -> Nullable<Uuid>,
        persons -> Array<Nullable<Uuid>>,
        withdrawn_on -> Nullable<Date>,
        withdrawn_by -> Nullable<Uuid>,
        withdrawn_as -> Nullable<Text>,
        case_version -> Nullable<Int4>,
        reminder -> Bool,
    }
}

diesel::table! {
    mail_attachments (mail_id, position) {
        mail_id -> Uuid,
        position -> Int4,
        name -> Text,
        sha256 -> Bytea,
        size -> Int8,
        aside -> Nullable<Text>,
        fault -> Nullable<Text>,
    }
}

diesel::table! {
    mails (id) {
        id -> Uuid,
        version -> Int4,
        sender -> Text,
        reply_to -> Text,
        subject -> Text,
        body -> Text,
        condition -> Text,
        sent_at -> Nullable<Timestamptz>,
        arrived_at -> Timestamptz,
        sha256 -> Bytea,
        size -> Int8,
        copy_sha256 -> Bytea,
        copy_size -> Int8,
        held_by -> Nullable<Uuid>,
        held_since -> Nullable<Timestamptz>,
        case_id -> Nullable<Uuid>,
        reason -> Text,
        settled_by -> Nullable<Uuid>,
        settled_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    person_marks (person_id, mark) {
        person_id -> Uuid,
        mark -> Text,
    }
}

diesel::table! {
    person_changes (person_id, version) {
        person_id -> Uuid,
        version -> Int4,
        changed_at -> Timestamptz,
        changed_by -> Uuid,
        hat -> Text,
        before -> Jsonb,
    }
}

diesel::table! {
    person_addresses (person_id, position) {
        person_id -> Uuid,
        position -> Int4,
        street -> Text,
        postal_code -> Text,
        town -> Text,
        protected -> Bool,
        since -> Nullable<Date>,
        until -> Date,
    }
}

diesel::table! {
    person_names (person_id, position) {
        person_id -> Uuid,
        position -> Int4,
        kind -> Text,
        name -> Text,
    }
}

diesel::table! {
    person_nationalities (person_id, position) {
        person_id -> Uuid,
        position -> Int4,
        country -> Text,
    }
}

diesel::table! {
    person_references (person_id, position) {
        person_id -> Uuid,
        position -> Int4,
        kind -> Text,
        reference -> Text,
    }
}

diesel::table! {
    persons (id) {
        id -> Uuid,
        case_id -> Uuid,
        position -> Int4,
        standing -> Text,
        family_name -> Text,
        given_names -> Text,
        birth_name -> Text,
        born -> Text,
        birth_place -> Text,
        birth_country_note -> Text,
        nationality_note -> Text,
        sex -> Text,
        marital_status -> Text,
        family_role -> Text,
        street -> Text,
        postal_code -> Text,
        town -> Text,
        entered -> Nullable<Text>,
        residence_status -> Text,
        status_until -> Nullable<Date>,
        search_letters -> Text,
        search_keys -> Array<Nullable<Text>>,
        search_references -> Text,
        search_rules -> Int2,
        version -> Int4,
        address_protected -> Bool,
        birth_country -> Nullable<Text>,
        status_since -> Nullable<Date>,
        language -> Text,
        interpreter_needed -> Bool,
        round -> Int4,
    }
}

diesel::table! {
    powers_of_attorney (case_id, number) {
        case_id -> Uuid,
        number -> Int4,
        person_id -> Uuid,
        representative_id -> Uuid,
        reference -> Text,
        given_on -> Nullable<Date>,
        document_id -> Nullable<Uuid>,
        begins_on -> Date,
        recorded_by -> Uuid,
        recorded_at -> Timestamptz,
        ended_on -> Nullable<Date>,
        end_reason -> Nullable<Text>,
        end_note -> Nullable<Text>,
        ended_by -> Nullable<Uuid>,
        ended_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    recalls (id) {
        id -> Uuid,
        case_id -> Uuid,
        user_id -> Uuid,
        on_day -> Date,
        note -> Text,
        noted_by -> Uuid,
        noted_at -> Timestamptz,
        settled -> Nullable<Text>,
        settled_by -> Nullable<Uuid>,
        settled_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    recusals (case_id, user_id) {
        case_id -> Uuid,
        user_id -> Uuid,
        recorded_by -> Uuid,
        recorded_at -> Timestamptz,
    }
}

diesel::table! {
    representatives (id) {
        id -> Uuid,
        version -> Int4,
        name -> Text,
        organisation -> Text,
        kind -> Text,
        street -> Text,
        postal_code -> Text,
        town -> Text,
        phone -> Text,
        email -> Text,
        de_mail -> Text,
        bebpo -> Text,
        search_letters -> Text,
    }
}

diesel::table! {
    seats (id) {
        id -> Uuid,
        position -> Int4,
        body -> Text,
        chair -> Bool,
        member -> Text,
        member_user -> Nullable<Uuid>,
        deputy -> Text,
        deputy_user -> Nullable<Uuid>,
        valid_from -> Date,
        valid_to -> Nullable<Date>,
    }
}

diesel::table! {
    serials (name, year) {
        name -> Text,
        year -> Int4,
        last -> Int4,
    }
}

diesel::table! {
    sessions (id) {
        id -> Uuid,
        user_id -> Uuid,
        csrf_token -> Text,
        created_at -> Timestamptz,
        seen_at -> Timestamptz,
        ended_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    setting_proposals (id) {
        id -> Uuid,
        setting -> Text,
        seen -> Int4,
        value -> Text,
        proposed_by -> Uuid,
        proposed_as -> Text,
        proposed_at -> Timestamptz,
        settled_by -> Nullable<Uuid>,
        settled_at -> Nullable<Timestamptz>,
        confirmed -> Nullable<Bool>,
    }
}

diesel::table! {
    settings (setting, version) {
        setting -> Text,
        version -> Int4,
        value -> Text,
        changed_by -> Uuid,
        changed_at -> Timestamptz,
    }
}

diesel::table! {
    sign_in_failures (subject) {
        subject -> Text,
        failures -> Int4,
        last_at -> Timestamptz,
    }
}

diesel::table! {
    sittings (id) {
        id -> Uuid,
        version -> Int4,
        year -> Int4,
        number -> Int4,
        held_on -> Date,
        starts_at -> Time,
        place -> Text,
        state -> Text,
        opened_at -> Nullable<Timestamptz>,
        closed_at -> Nullable<Timestamptz>,
        approved_at -> Nullable<Timestamptz>,
        secretary -> Text,
        access_until -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    staged_lists (id) {
        id -> Uuid,
        user_id -> Uuid,
        name -> Text,
        staged_at -> Timestamptz,
        expires_at -> Timestamptz,
        content -> Nullable<Jsonb>,
        settled_at -> Nullable<Timestamptz>,
        cases -> Nullable<Int4>,
        persons -> Nullable<Int4>,
        left_out -> Nullable<Int4>,
    }
}

diesel::table! {
    opened_statements (case_id, version) {
        case_id -> Uuid,
        version -> Int4,
        opened_by -> Uuid,
        opened_at -> Timestamptz,
    }
}

diesel::table! {
    refusals (case_id, version) {
        case_id -> Uuid,
        version -> Int4,
        noted_by -> Nullable<Uuid>,
        noted_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    standing_events (case_id, version) {
        case_id -> Uuid,
        version -> Int4,
        at -> Timestamptz,
        by_user -> Uuid,
        hat -> Text,
        step -> Text,
        from_stage -> Nullable<Text>,
        to_stage -> Text,
        on_day -> Date,
        payload -> Jsonb,
        round -> Int4,
        before -> Nullable<Jsonb>,
        takes_back -> Nullable<Int4>,
    }
}

diesel::table! {
    standing_requests (id) {
        id -> Uuid,
        case_id -> Uuid,
        item -> Text,
        kind -> Text,
        person_id -> Nullable<Uuid>,
        requested_on -> Date,
        due_on -> Date,
        version -> Int4,
    }
}

diesel::table! {
    stated_return_dates (case_id, version, person_id) {
        case_id -> Uuid,
        version -> Int4,
        person_id -> Uuid,
        return_on -> Date,
    }
}

diesel::table! {
    users (id) {
        id -> Uuid,
        login -> Text,
        name -> Text,
        roles -> Array<Nullable<Text>>,
        password_hash -> Text,
        must_change_password -> Bool,
        locked_at -> Nullable<Timestamptz>,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    return_facts (id) {
        id -> Uuid,
        person_id -> Uuid,
        kind -> Text,
        on_day -> Date,
        source -> Text,
        noted_by -> Uuid,
        noted_at -> Timestamptz,
        ended_on -> Nullable<Date>,
        ended_by -> Nullable<Uuid>,
        ended_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    vulnerabilities (id) {
        id -> Uuid,
        person_id -> Uuid,
        kind -> Text,
        since -> Date,
        until -> Nullable<Date>,
        noted_by -> Uuid,
        noted_at -> Timestamptz,
        ended_by -> Nullable<Uuid>,
        ended_at -> Nullable<Timestamptz>,
    }
}

diesel::joinable!(return_facts -> persons (person_id));
diesel::joinable!(vulnerabilities -> persons (person_id));
diesel::joinable!(sessions -> users (user_id));
diesel::joinable!(idempotency_keys -> users (user_id));
diesel::joinable!(settings -> users (changed_by));
diesel::joinable!(staged_lists -> users (user_id));
diesel::joinable!(attendance -> seats (seat_id));
diesel::joinable!(committee_presence -> committee_rounds (round_id));
diesel::joinable!(committee_presence -> committee_seats (seat_id));
diesel::joinable!(committee_round_items -> cases (case_id));
diesel::joinable!(committee_round_items -> committee_rounds (round_id));
diesel::joinable!(attendance -> sittings (sitting_id));
diesel::joinable!(cases -> authorities (authority_id));
diesel::joinable!(cases -> sittings (sitting_id));
diesel::joinable!(person_changes -> users (changed_by));
diesel::joinable!(persons -> cases (case_id));
diesel::joinable!(powers_of_attorney -> cases (case_id));
diesel::joinable!(powers_of_attorney -> representatives (representative_id));
diesel::joinable!(findings -> persons (person_id));
diesel::joinable!(person_marks -> persons (person_id));
diesel::joinable!(person_addresses -> persons (person_id));
diesel::joinable!(person_names -> persons (person_id));
diesel::joinable!(person_nationalities -> persons (person_id));
diesel::joinable!(person_references -> persons (person_id));
diesel::joinable!(stated_return_dates -> persons (person_id));
diesel::joinable!(case_events -> users (by_user));
diesel::joinable!(case_events -> cases (case_id));
diesel::joinable!(agenda_items -> sittings (sitting_id));
diesel::joinable!(agenda_items -> cases (case_id));
diesel::joinable!(recalls -> cases (case_id));
diesel::joinable!(recusals -> cases (case_id));
diesel::joinable!(document_requests -> cases (case_id));
diesel::joinable!(standing_events -> cases (case_id));
diesel::joinable!(standing_requests -> cases (case_id));
diesel::joinable!(document_moves -> documents (document_id));
diesel::joinable!(document_moves -> users (moved_by));
diesel::joinable!(document_views -> documents (document_id));
diesel::joinable!(document_views -> users (user_id));
diesel::joinable!(documents -> users (uploaded_by));
diesel::joinable!(documents -> cases (case_id));
diesel::joinable!(mail_attachments -> mails (mail_id));
diesel::joinable!(mails -> users (held_by));
diesel::joinable!(letters -> seats (seat_id));
diesel::joinable!(letters -> sittings (sitting_id));
diesel::joinable!(letters -> cases (case_id));

diesel::allow_tables_to_appear_in_same_query!(
    absences,
    agenda_items,
    attendance,
    authorities,
    case_events,
    cases,
    committee_presence,
    committee_round_items,
    committee_rounds,
    committee_seats,
    consents,
    deadline_history,
    document_moves,
    document_requests,
    document_views,
    document_waivers,
    documents,
    earlier_rounds,
    earlier_standings,
    findings,
    follow_ups,
    ground_moves,
    idempotency_keys,
    installation,
    jobs,
    letters,
    mail_attachments,
    mails,
    opened_statements,
    person_marks,
    person_addresses,
    person_changes,
    person_names,
    person_nationalities,
    person_references,
    persons,
    powers_of_attorney,
    recalls,
    recusals,
    refusals,
    representatives,
    seats,
    serials,
    sessions,
    setting_proposals,
    settings,
    sign_in_failures,
    sittings,
    staged_lists,
    standing_events,
    standing_requests,
    stated_return_dates,
    users,
    return_facts,
    vulnerabilities,
);
