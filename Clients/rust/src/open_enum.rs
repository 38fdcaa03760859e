//! Enumerations of the contract: numbers with names, for a newer daemon may know more of them.

/// Defines one, with the words that the contract has for its values.
macro_rules! open_enum {
    ($(#[$doc:meta])* $name:ident { $($(#[$about:meta])* $member:ident = $number:expr, $word:expr;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(
            /// Its number in the contract.
            pub i32,
        );

        impl $name {
            $($(#[$about])* pub const $member: $name = $name($number);)*
        }

        /// The contract's word for it.
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                match self.0 {
                    $($number => f.pad($word),)*
                    other => write!(f, "UNKNOWN_{}", other),
                }
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(self, f)
            }
        }
    };
}

pub(crate) use open_enum;
