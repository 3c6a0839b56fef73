//! What the tests share: throwaway databases.
