//! Values as bytes and back, for what a build remembers. Not a format to keep or to exchange: whoever stores the bytes
//! also stores who wrote them, and throws away what another wrote.
//!
//! Equal values have equal bytes and different values different ones, so bytes can be compared in place of values. Bytes
//! that nobody wrote are refused, never guessed at: reading cannot panic, and takes no more room than its input allows.

mod schema;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// How many boxes may stand in one another; no type is as deep.
const DEEPEST: usize = 64;

/// A value that can be written as bytes and read back.
pub trait Codec: Sized {
    /// Appends the value to `out`.
    fn write(&self, out: &mut Vec<u8>);

    /// The value that begins where `from` stands, if one does.
    fn read(from: &mut Reader<'_>) -> Option<Self>;
}

/// The bytes of a value.
pub fn encode<T: Codec>(value: &T) -> Vec<u8> {
    let mut out = Vec::new();
    value.write(&mut out);
    out
}

/// The value of which these are the bytes, all of them; `None` if they are of none.
pub fn decode<T: Codec>(bytes: &[u8]) -> Option<T> {
    let mut from = Reader::new(bytes);
    let value = T::read(&mut from)?;
    from.rest.is_empty().then_some(value)
}

/// A place within bytes.
#[derive(Debug, Clone)]
pub struct Reader<'a> {
    rest: &'a [u8],
    depth: usize,
}

impl<'a> Reader<'a> {
    /// The beginning of `bytes`.
    pub fn new(bytes: &'a [u8]) -> Self {
        Reader { rest: bytes, depth: 0 }
    }

    /// Whether nothing is left.
    pub fn is_done(&self) -> bool {
        self.rest.is_empty()
    }

    /// How many bytes are left.
    pub fn left(&self) -> usize {
        self.rest.len()
    }

    /// The next byte.
    pub fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    /// As many bytes as the number that stands before them says.
    pub fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = self.count()?;
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }

    fn count(&mut self) -> Option<usize> {
        usize::try_from(u64::read(self)?).ok()
    }
}

/// Appends `bytes` with their number before them.
pub fn write_bytes(bytes: &[u8], out: &mut Vec<u8>) {
    bytes.len().write(out);
    out.extend_from_slice(bytes);
}

/// Seven bits in each byte, the lowest first; the eighth says that more come.
impl Codec for u64 {
    fn write(&self, out: &mut Vec<u8>) {
        let mut rest = *self;
        while rest > 0x7f {
            out.push((rest & 0x7f) as u8 | 0x80);
            rest >>= 7;
        }
        out.push(rest as u8);
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        let (mut value, mut shift) = (0_u64, 0);
        loop {
            let byte = from.byte()?;
            let bits = u64::from(byte & 0x7f);
            if shift > 63 || bits << shift >> shift != bits {
                return None;
            }
            value |= bits << shift;
            if byte < 0x80 {
                // One spelling for each number: the last byte of several is never empty.
                return (byte > 0 || shift == 0).then_some(value);
            }
            shift += 7;
        }
    }
}

macro_rules! unsigned {
    ($($number:ty),*) => {$(
        impl Codec for $number {
            fn write(&self, out: &mut Vec<u8>) {
                (*self as u64).write(out);
            }

            fn read(from: &mut Reader<'_>) -> Option<Self> {
                Self::try_from(u64::read(from)?).ok()
            }
        }
    )*};
}

unsigned!(u32, usize);

/// Numbers near zero are short, whatever their sign.
impl Codec for i64 {
    fn write(&self, out: &mut Vec<u8>) {
        ((*self << 1) ^ (*self >> 63)).cast_unsigned().write(out);
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        let folded = u64::read(from)?;
        Some((folded >> 1).cast_signed() ^ -((folded & 1).cast_signed()))
    }
}

impl Codec for i32 {
    fn write(&self, out: &mut Vec<u8>) {
        i64::from(*self).write(out);
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        Self::try_from(i64::read(from)?).ok()
    }
}

impl Codec for bool {
    fn write(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        match from.byte()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }
}

impl Codec for String {
    fn write(&self, out: &mut Vec<u8>) {
        write_bytes(self.as_bytes(), out);
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        std::str::from_utf8(from.bytes()?).ok().map(str::to_owned)
    }
}

/// Only paths that are text are written whole; others come back otherwise, and so are never found again.
impl Codec for PathBuf {
    fn write(&self, out: &mut Vec<u8>) {
        write_bytes(self.to_string_lossy().as_bytes(), out);
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        String::read(from).map(PathBuf::from)
    }
}

impl<T: Codec> Codec for Option<T> {
    fn write(&self, out: &mut Vec<u8>) {
        match self {
            None => out.push(0),
            Some(value) => {
                out.push(1);
                value.write(out);
            }
        }
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        if bool::read(from)? { T::read(from).map(Some) } else { Some(None) }
    }
}

impl<T: Codec> Codec for Box<T> {
    fn write(&self, out: &mut Vec<u8>) {
        T::write(self, out);
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        if from.depth == DEEPEST {
            return None;
        }
        from.depth += 1;
        let value = T::read(from)?;
        from.depth -= 1;
        Some(Box::new(value))
    }
}

impl<T: Codec> Codec for Vec<T> {
    fn write(&self, out: &mut Vec<u8>) {
        self.len().write(out);
        self.iter().for_each(|item| item.write(out));
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        // Every item takes a byte at least, so a number that nobody wrote ends with the bytes.
        let count = from.count()?;
        let mut items = Vec::with_capacity(count.min(16));
        for _ in 0..count {
            items.push(T::read(from)?);
        }
        Some(items)
    }
}

impl<T: Codec + Ord> Codec for BTreeSet<T> {
    fn write(&self, out: &mut Vec<u8>) {
        self.len().write(out);
        self.iter().for_each(|item| item.write(out));
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        let items = Vec::read(from)?;
        items.is_sorted_by(|one, next| one < next).then(|| items.into_iter().collect())
    }
}

impl<K: Codec + Ord, V: Codec> Codec for BTreeMap<K, V> {
    fn write(&self, out: &mut Vec<u8>) {
        self.len().write(out);
        for (key, value) in self {
            key.write(out);
            value.write(out);
        }
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        let items: Vec<(K, V)> = Vec::read(from)?;
        items.is_sorted_by(|(one, _), (next, _)| one < next).then(|| items.into_iter().collect())
    }
}

macro_rules! tuples {
    ($(($($part:ident),+))*) => {$(
        impl<$($part: Codec),+> Codec for ($($part),+) {
            #[allow(non_snake_case, reason = "each value is called as its type")]
            fn write(&self, out: &mut Vec<u8>) {
                let ($($part),+) = self;
                $($part.write(out);)+
            }

            fn read(from: &mut Reader<'_>) -> Option<Self> {
                Some(($($part::read(from)?),+))
            }
        }
    )*};
}

tuples!((A, B)(A, B, C)(A, B, C, D));

/// Structs as their fields one after another: `Name { namespace, name }`. All fields must be named, so one that is new
/// breaks the build here and is not forgotten.
#[macro_export]
#[doc(hidden)]
macro_rules! codec_of_structs {
    ($($type:ident { $($field:ident),* $(,)? })*) => {$(
        impl $crate::codec::Codec for $type {
            fn write(&self, out: &mut Vec<u8>) {
                let $type { $($field),* } = self;
                $($crate::codec::Codec::write($field, out);)*
            }

            fn read(from: &mut $crate::codec::Reader<'_>) -> Option<Self> {
                Some($type { $($field: $crate::codec::Codec::read(from)?),* })
            }
        }
    )*};
}

/// Enums as a byte and what the variant holds: `Ty { 0 => Text, 1 => Varchar(length) }`. All variants must be named.
#[macro_export]
#[doc(hidden)]
macro_rules! codec_of_enums {
    ($($type:ident { $($tag:literal => $variant:ident $(($($part:ident),+))?),* $(,)? })*) => {$(
        impl $crate::codec::Codec for $type {
            fn write(&self, out: &mut Vec<u8>) {
                match self {$(
                    $type::$variant $(($($part),+))? => {
                        out.push($tag);
                        $($($crate::codec::Codec::write($part, out);)+)?
                    }
                )*}
            }

            fn read(from: &mut $crate::codec::Reader<'_>) -> Option<Self> {
                match from.byte()? {
                    $($tag => Some($type::$variant $(($({
                        let $part = $crate::codec::Codec::read(from)?;
                        $part
                    }),+))?),)*
                    _ => None,
                }
            }
        }
    )*};
}
