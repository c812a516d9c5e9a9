package io.github.batchferry.ledger;

/** What must hold at the number of a seal for it to be valid, by the save mode of its write. */
public enum SealCondition {
    NO_WRITE_YET,
    WRITE_ID_IS_NEW,
    FINGERPRINT_IS_NEW
}
