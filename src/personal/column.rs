//! What one column has shown so far.

use super::cell::{self, Nir, Phone};
use super::email::{self, Reader};
use super::{count, header, name, of_column};
use crate::diag::{Phrase, personal as say};
use crate::model::finding::Finding;
use crate::text::fold::fold;
use std::collections::BTreeSet;

/// Records of a column that are named one by one.
const NAMED: usize = 100;
/// Different values beyond which a column sorts nothing.
const SORTS: usize = 100;

/// Counters of one column.
pub struct Column {
    pub label: String,
    pub filled: usize,
    words: Vec<String>,
    /// Records with a social security number; how many have a right key, none, a wrong one.
    nir: Vec<u32>,
    nir_count: usize,
    nir_bare: usize,
    nir_wrong: usize,
    iban: Vec<u32>,
    iban_count: usize,
    personal_email: Vec<u32>,
    personal_emails: usize,
    generic_emails: usize,
    mobiles: usize,
    fixed: usize,
    spaced: bool,
    plates: usize,
    machines: usize,
    full_names: usize,
    name_words: usize,
    first_names: usize,
    exact: usize,
    numbers: usize,
    small: usize,
    values: BTreeSet<[u8; 8]>,
}

impl Column {
    pub fn new(label: &str) -> Self {
        Column {
            label: label.to_owned(),
            filled: 0,
            words: header::words(label),
            nir: Vec::new(),
            nir_count: 0,
            nir_bare: 0,
            nir_wrong: 0,
            iban: Vec::new(),
            iban_count: 0,
            personal_email: Vec::new(),
            personal_emails: 0,
            generic_emails: 0,
            mobiles: 0,
            fixed: 0,
            spaced: false,
            plates: 0,
            machines: 0,
            full_names: 0,
            name_words: 0,
            first_names: 0,
            exact: 0,
            numbers: 0,
            small: 0,
            values: BTreeSet::new(),
        }
    }

    /// Takes a cell.
    pub fn take(&mut self, number: u32, text: &str) {
        if text.is_empty() {
            return;
        }
        self.filled += 1;
        if self.values.len() <= SORTS {
            let mut key = [0; 8];
            key.copy_from_slice(&blake3::hash(text.as_bytes()).as_bytes()[..8]);
            self.values.insert(key);
        }
        if text.bytes().any(|byte| byte.is_ascii_digit()) {
            self.take_number(number, text);
        } else {
            self.take_words(text);
        }
        if let Some((_, reader)) = email::find(text) {
            match reader {
                Reader::Person => {
                    self.personal_emails += 1;
                    keep(&mut self.personal_email, number);
                }
                Reader::Service => self.generic_emails += 1,
            }
        }
    }

    fn take_number(&mut self, number: u32, text: &str) {
        match cell::nir(text) {
            Some(Nir::Keyed) => {
                self.nir_count += 1;
                keep(&mut self.nir, number);
            }
            Some(Nir::Bare) => {
                self.nir_bare += 1;
                keep(&mut self.nir, number);
            }
            Some(Nir::Wrong) => self.nir_wrong += 1,
            None => {}
        }
        if cell::holds_iban(text) {
            self.iban_count += 1;
            keep(&mut self.iban, number);
        }
        if let Some(phone) = cell::phone(text) {
            self.spaced |= cell::is_spaced(text);
            match phone {
                Phone::Mobile => self.mobiles += 1,
                Phone::Fixed => self.fixed += 1,
            }
        }
        self.plates += usize::from(cell::is_plate(text));
        self.machines += usize::from(cell::is_ip(text));
        self.exact += usize::from(cell::decimals(text) >= 5);
        if let Ok(whole) = text.parse::<i64>() {
            self.numbers += 1;
            self.small += usize::from((1..11).contains(&whole));
        }
    }

    fn take_words(&mut self, text: &str) {
        self.full_names += usize::from(name::is_full_name(text));
        if name::is_name_word(text) {
            self.name_words += 1;
            self.first_names += usize::from(name::is_first_name(&fold(text)));
        }
    }

    fn mostly(&self, some: usize) -> bool {
        some > 0 && some * 10 >= self.filled * 6
    }

    /// What nobody may publish without a word: numbers of people record by record, headers once.
    pub fn certain(&self, out: &mut Vec<Finding>) {
        if self.filled == 0 {
            return;
        }
        // One number in a hundred has the right key by chance, and three codes of thirteen digits have the form: most of
        // those of the length must be right, and most of the column where there is no key.
        let keyed =
            self.nir_count > 0 && self.nir_count * 10 >= (self.nir_count + self.nir_wrong) * 6;
        if keyed || self.mostly(self.nir_bare + self.nir_count) {
            let what = Phrase::new("numéro de sécurité sociale", "social security number");
            self.each(&self.nir, self.nir_count + self.nir_bare, what, out);
        }
        if self.iban_count > 0 {
            self.each(
                &self.iban,
                self.iban_count,
                Phrase::new("compte bancaire (IBAN)", "bank account (IBAN)"),
                out,
            );
        }
        if self.personal_emails > 0 {
            let what = Phrase::new(
                "adresse électronique d’une personne",
                "e-mail address of a person",
            );
            let first = self.personal_email.first().copied();
            out.push(of_column(
                say::certain(what, count(self.personal_emails)),
                self,
                first,
            ));
        }
        if let Some((fr, en)) = header::announces(&self.words) {
            out.push(of_column(
                say::certain(Phrase::new(fr, en), count(self.filled)),
                self,
                None,
            ));
        }
    }

    fn each(&self, records: &[u32], cells: usize, what: Phrase, out: &mut Vec<Finding>) {
        for &record in records {
            out.push(of_column(
                say::certain(what.clone(), count(cells)),
                self,
                Some(record),
            ));
        }
    }

    /// Telephones, generic addresses, plates and addresses of machines.
    pub fn contacts(&self, out: &mut Vec<Finding>) {
        // Ten digits alone may be a code: the header or the other cells must say that they are telephones.
        let phones = self.mobiles + self.fixed;
        if phones > 0 && (header::is_phone(&self.words) || self.spaced || self.mostly(phones)) {
            if self.mobiles > 0 {
                let what = Phrase::new("numéro de téléphone mobile", "mobile telephone number");
                out.push(of_column(
                    say::possible(what, count(self.mobiles)),
                    self,
                    None,
                ));
            }
            if self.fixed > 0 {
                let what = Phrase::new(
                    "numéro de téléphone fixe ou de service",
                    "landline or service telephone number",
                );
                out.push(of_column(say::generic(what, count(self.fixed)), self, None));
            }
        }
        if self.generic_emails > 0 {
            let what = Phrase::new(
                "adresse électronique de service",
                "e-mail address of a service",
            );
            out.push(of_column(
                say::generic(what, count(self.generic_emails)),
                self,
                None,
            ));
        }
        if self.mostly(self.plates) {
            let what = Phrase::new("plaque d’immatriculation", "vehicle plate");
            out.push(of_column(
                say::possible(what, count(self.plates)),
                self,
                None,
            ));
        }
        if self.mostly(self.machines) {
            let what = Phrase::new("adresse IP", "IP address");
            out.push(of_column(
                say::possible(what, count(self.machines)),
                self,
                None,
            ));
        }
    }

    /// A column of first names, which says nothing of anybody alone.
    pub fn holds_first_names(&self) -> bool {
        self.words.iter().any(|word| word.starts_with("prenom")) && self.mostly(self.first_names)
    }

    /// A column of full names, or one of last names beside one of first names.
    pub fn names_people(&self, beside_first_names: bool) -> bool {
        header::names_people(&self.words)
            && (self.mostly(self.full_names)
                || beside_first_names
                    && self.words.len() == 1
                    && self.words[0] == "nom"
                    && self.mostly(self.name_words))
    }

    /// A category that people are counted by: few values, seen again and again.
    pub fn sorts_people(&self, records: usize) -> bool {
        header::sorts_people(&self.words)
            && self.values.len() >= 2
            && (self.values.len() <= SORTS || self.filled < records)
    }

    /// Coordinates of five decimals.
    pub fn holds_exact_places(&self) -> bool {
        header::is_coordinate(&self.words) && self.mostly(self.exact)
    }

    /// How many counts of people are under eleven, for a column that counts people.
    pub fn small_counts(&self) -> Option<usize> {
        let counts = header::counts_people(&self.words) && self.mostly(self.numbers);
        (counts && self.small > 0).then_some(self.small)
    }
}

fn keep(records: &mut Vec<u32>, number: u32) {
    if records.len() < NAMED {
        records.push(number);
    }
}
