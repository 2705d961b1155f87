//! Why a list of cases cannot be read, each with one sentence that says what to do.

use super::names::named;

named! {
    pub enum ListFault {
        Empty = "empty", "In der Datei steht nichts. Bitte die richtige Datei wählen.";
        TooLarge = "too_large", "Die Datei ist größer als 10 MB. Bitte auf mehrere Dateien verteilen.";
        NoList = "no_list", "Das ist weder eine CSV- noch eine XLSX-Datei. Bitte die Liste als eine davon speichern.";
        OldFormat = "old_format", "Das ist eine alte Excel-Datei (.xls) oder eine mit Kennwort. Bitte ohne Kennwort als .xlsx oder .csv speichern.";
        Macros = "macros", "Die Datei enthält Makros (.xlsm). Bitte als .xlsx ohne Makros speichern.";
        MergedCells = "merged_cells", "In der Tabelle sind Zellen verbunden, so dass nicht feststeht, zu welcher Zeile sie gehören. Bitte die Verbindung aufheben und jede Zelle ausfüllen.";
        OpenQuote = "open_quote", "In der Datei fehlt ein schließendes Anführungszeichen, so dass nicht feststeht, wo die Felder enden. Bitte aus der Tabellenkalkulation neu als CSV speichern.";
        TooManyRows = "too_many_rows", "Die Liste hat mehr als 10 000 Zeilen. Bitte auf mehrere Dateien verteilen.";
        TooManyColumns = "too_many_columns", "Die Liste hat mehr als 200 Spalten. Bitte die nicht benötigten löschen.";
        LongCell = "long_cell", "Eine Zelle hat mehr als 100 000 Zeichen. Bitte kürzen.";
        Damaged = "damaged", "Die Datei ist beschädigt und lässt sich nicht lesen. Bitte öffnen, neu speichern und noch einmal senden.";
        Overburdened = "overburdened", "Das Lesen der Datei ist abgebrochen: Sie braucht zu viel Zeit oder Speicher. Bitte als CSV speichern und noch einmal senden.";
    }
}
