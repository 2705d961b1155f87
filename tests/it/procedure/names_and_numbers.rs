//! File numbers, partial dates, settings, text: right by construction, or a sentence why not.

use hfk::procedure::*;
use proptest::prelude::*;

use super::journey::*;

mod file_number {
    use super::*;

    fn pattern(text: &str) -> Result<FileNumberPattern, String> {
        text.parse()
    }

    #[test]
    fn the_default_pattern_counts_anew_each_year() {
        let it = pattern(Setting::FileNumberPattern.default_value()).unwrap();
        assert_eq!(it.number(2026, 388).unwrap().as_str(), "15-39.22-2026-0388");
        assert_eq!(it.number(2027, 1).unwrap().as_str(), "15-39.22-2027-0001");
        assert_eq!(it.number(2027, 12_345).unwrap().as_str(), "15-39.22-2027-12345");
    }

    #[test]
    fn a_pattern_has_year_and_number_once_each() {
        for wrong in [
            "",
            "{jahr}",
            "{nummer}",
            "{jahr}-{jahr}-{nummer}",
            "{jahr}-{nummer}-{nummer}",
            "{jahr} {nummer}",
            "Az. {jahr}/{nummer}",
            "§{jahr}-{nummer}",
            "ein-sehr-langes-kennzeichen-der-stelle-{jahr}-{nummer}",
        ] {
            assert!(
                pattern(wrong).unwrap_err().contains("{jahr} und {nummer} je einmal"),
                "{wrong}"
            );
        }
        assert!(pattern(" HFK/{nummer}_{jahr} ").is_ok());
    }

    #[test]
    fn a_number_is_letters_digits_and_four_signs() {
        let sentence =
            "Ein Aktenzeichen besteht aus 1 bis 40 Buchstaben, Ziffern und den Zeichen . - / _";
        for wrong in ["", " ", "a b", "ä", "<script>", "a\nb", &"1".repeat(41)] {
            let error = wrong.parse::<FileNumber>().unwrap_err();
            assert_eq!(error.to_string(), sentence, "{wrong:?}");
        }
        assert_eq!(" 15-39.22/x_1 ".parse::<FileNumber>().unwrap().as_str(), "15-39.22/x_1");
    }

    #[test]
    fn a_text_is_searched_for_all_that_could_be_one() {
        let found = |text: &str| {
            let all = FileNumber::all_in(text).into_iter();
            all.map(|it| it.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(found("Zu AZ:15-39.22-2026-0388, danke"), ["15-39.22-2026-0388"]);
        assert_eq!(found("„HFK/7“ und Nr. 8."), ["HFK/7", "8.", "8"]);
        // A pattern may begin with a sign.
        assert_eq!(found("-39.22-2026-1"), ["-39.22-2026-1", "39.22-2026-1"]);
        assert_eq!(found("ohne Nummer, ä1"), ["1"]);
        assert_eq!(found(&"1 ".repeat(100)).len(), 20);
    }

    proptest! {
        #[test]
        fn two_cases_of_a_year_never_share_a_number(a in 1..100_000u32, b in 1..100_000u32) {
            let it = pattern("15-39.22-{jahr}-{nummer}").unwrap();
            prop_assert_eq!(a == b, it.number(2026, a).unwrap() == it.number(2026, b).unwrap());
        }
    }
}

mod partial_date {
    use super::*;

    fn read(text: &str) -> PartialDate {
        text.parse().unwrap()
    }

    #[test]
    fn reads_what_people_write_and_shows_it_their_way() {
        for (text, shown, kept) in [
            ("14.03.1984", "14.03.1984", "1984-03-14"),
            (" 1.3.1984 ", "01.03.1984", "1984-03-01"),
            ("03.1984", "03.1984", "1984-03"),
            ("1984", "1984", "1984"),
            ("1984-03-14", "14.03.1984", "1984-03-14"),
            ("1984-03", "03.1984", "1984-03"),
            ("29.02.2024", "29.02.2024", "2024-02-29"),
        ] {
            assert_eq!(read(text).to_string(), shown);
            assert_eq!(read(text).iso(), kept);
            assert_eq!(read(kept), read(text));
        }
    }

    #[test]
    fn does_not_guess() {
        for text in [
            "",
            "84",
            "14.3.84",
            "30.02.1984",
            "29.02.2023",
            "13.1984",
            "00.1984",
            "0.3.1984",
            "1984-3-14-1",
            "14/03/1984",
            "März 1984",
            "1879",
            "2201",
            "+1.+3.1984",
            "19840314",
            "٣.1984",
        ] {
            let error = text.parse::<PartialDate>().expect_err(text);
            assert_eq!(
                error.to_string(),
                "Bitte ein Datum angeben: TT.MM.JJJJ, MM.JJJJ oder nur JJJJ."
            );
        }
    }

    #[test]
    fn is_the_earliest_day_it_can_mean() {
        assert_eq!(read("1984").earliest(), day("1984-01-01"));
        assert_eq!(read("03.1984").earliest(), day("1984-03-01"));
        assert_eq!(read("14.03.1984").earliest(), day("1984-03-14"));
    }

    #[test]
    fn gives_the_age_in_whole_years() {
        assert_eq!(read("16.11.2008").age(today()), 18);
        assert_eq!(read("17.11.2008").age(today()), 17);
        assert_eq!(read("2008").age(today()), 18, "the oldest it can be");
        assert_eq!(read("2027").age(today()), 0);
    }

    #[test]
    fn is_kept_as_text() {
        let it = read("03.1984");
        assert_eq!(serde_json::to_value(it).unwrap(), "1984-03");
        assert!(serde_json::from_str::<PartialDate>("\"1984-13\"").is_err());
    }

    proptest! {
        #[test]
        fn reads_anything_without_panic(text in ".{0,16}") {
            let _ = text.parse::<PartialDate>();
        }

        #[test]
        fn what_is_shown_reads_back(year in 1880..2200i32, month in 1..13u32, day in 1..29u32, parts in 0..3) {
            let text = match parts {
                0 => format!("{year}"),
                1 => format!("{month:02}.{year}"),
                _ => format!("{day:02}.{month:02}.{year}"),
            };
            prop_assert_eq!(read(&text).to_string(), text);
        }
    }
}

mod settings {
    use super::*;

    fn with(setting: Setting, value: &str) -> Result<RuleSet, InvalidSetting> {
        RuleSet::nrw(&[(setting, value.to_owned())])
    }

    #[test]
    fn what_nobody_has_set_has_the_value_of_the_table() {
        let rules = RuleSet::nrw(&[]).unwrap();
        assert_eq!(rules.statement_period, Period::Weeks(6));
        assert_eq!(rules.reply_period, Period::Weeks(4));
        assert_eq!(rules.decision_period, Period::Weeks(8));
        assert_eq!((rules.folder_days, rules.stale_weeks, rules.pre_check_seats), (10, 8, 3));
        assert!(rules.not_admitted_unanimously);
        assert!(rules.vacant_seats_count && rules.recused_seats_count);
    }

    #[test]
    fn each_can_be_set() {
        assert_eq!(
            with(Setting::StatementPeriod, "30 Tage").unwrap().statement_period,
            Period::Days(30)
        );
        assert_eq!(with(Setting::ReplyPeriod, "2 Wochen").unwrap().reply_period, Period::Weeks(2));
        let decision = with(Setting::DecisionPeriod, "1 Monat").unwrap().decision_period;
        assert_eq!(decision, Period::Months(1));
        assert_eq!(with(Setting::FolderDays, "60").unwrap().folder_days, 60);
        assert_eq!(with(Setting::StaleWeeks, " 12 ").unwrap().stale_weeks, 12);
        assert_eq!(with(Setting::PreCheckSeats, "5").unwrap().pre_check_seats, 5);
        assert!(!with(Setting::NotAdmittedUnanimously, "nein").unwrap().not_admitted_unanimously);
        assert!(!with(Setting::VacantSeatsCount, "nein").unwrap().vacant_seats_count);
        assert!(!with(Setting::RecusedSeatsCount, " nein ").unwrap().recused_seats_count);
        let rules = with(Setting::FileNumberPattern, "HFK-{jahr}-{nummer}").unwrap();
        assert_eq!(rules.file_number.number(2026, 1).unwrap().as_str(), "HFK-2026-0001");
    }

    #[test]
    fn nonsense_is_refused_by_name() {
        for (setting, value, sentence) in [
            (Setting::FolderDays, "0", "Bitte eine ganze Zahl von 1 bis 60 angeben."),
            (Setting::FolderDays, "61", "Bitte eine ganze Zahl von 1 bis 60 angeben."),
            (Setting::StaleWeeks, "acht", "Bitte eine ganze Zahl von 1 bis 104 angeben."),
            (Setting::PreCheckSeats, "-3", "Bitte eine ganze Zahl von 1 bis 15 angeben."),
            (Setting::VacantSeatsCount, "yes", "Bitte „ja“ oder „nein“ angeben."),
        ] {
            let error = with(setting, value).unwrap_err();
            assert_eq!(error.to_string(), format!("{}: {sentence}", setting.label()));
        }
        assert!(with(Setting::StatementPeriod, "sechs Wochen").is_err());
        assert!(with(Setting::FileNumberPattern, "2026").is_err());
    }
}

mod text {
    use super::*;

    #[test]
    fn is_kept_composed_and_trimmed() {
        assert_eq!(clean(" S\u{327}ahin\r\n"), "Şahin");
        assert_eq!(clean("Nguye\u{302}\u{303}n"), "Nguyễn");
        assert_eq!(clean("a\r\n\tb\u{0}\u{7}c"), "a\n\tbc");
        assert_eq!(clean("S\u{0}\u{327}ahin"), "Şahin", "what stood between is gone first");
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(text in ".*") {
            let once = clean(&text);
            prop_assert_eq!(clean(&once), once);
        }
    }
}
