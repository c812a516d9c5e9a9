package io.github.batchferry.crash;

/**
 * A row as a reader sees it.
 *
 * @param answer the text of a row that succeeded, else the code of the reason why it has none
 */
record Row(String prompt, String customId, String status, String answer) {}
