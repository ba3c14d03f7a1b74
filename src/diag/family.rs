//! The macro that writes one family of problems: a function per problem, and the list of their kinds.

/// Declares a family of problems.
///
/// ```text
/// family! {
///     empty(text) "link.empty" Error
///         fr "lien sans adresse : « {text} »", "écrivez l’adresse…", "Pourquoi…"
///         en "link without an address: “{text}”", "write the address…", "Why…";
/// }
/// ```
/// makes `fn empty(text: impl Filling) -> Problem` and adds to `KINDS`. `Error + stops` marks a problem with which
/// no right site can be built.
macro_rules! family {
    ($(
        $(#[$doc:meta])*
        $name:ident ( $($field:ident),* $(,)? ) $code:literal $severity:ident $(+ $stops:ident)?
            fr $fr_message:literal, $fr_help:literal, $fr_why:literal
            en $en_message:literal, $en_help:literal, $en_why:literal
    );* $(;)?) => {
        #[allow(non_upper_case_globals)]
        mod kinds {
            $(
                pub static $name: $crate::diag::Kind = $crate::diag::Kind {
                    code: $code,
                    severity: $crate::diag::Severity::$severity,
                    stops_build: $crate::diag::family::stops!($($stops)?),
                    fr: $crate::diag::Words { message: $fr_message, help: $fr_help, why: $fr_why },
                    en: $crate::diag::Words { message: $en_message, help: $en_help, why: $en_why },
                };
            )*
        }
        $(
            $(#[$doc])*
            #[doc = concat!("`", $code, "`")]
            #[must_use]
            pub fn $name($($field: impl $crate::diag::Filling),*) -> $crate::diag::Problem {
                $crate::diag::Problem::new(
                    &kinds::$name,
                    vec![$((stringify!($field), $field.filling())),*],
                )
            }
        )*
        /// The kinds of this family.
        pub static KINDS: &[&$crate::diag::Kind] = &[$(&kinds::$name),*];
    };
}

macro_rules! stops {
    () => {
        false
    };
    (stops) => {
        true
    };
}

pub(crate) use {family, stops};
