package io.github.batchferry.emulator.answer;

import java.util.regex.Pattern;

/** What a moderation looks for, by a plain word list. */
enum ModerationCategory {
    HARASSMENT("harassment", false, "idiot|idiots|stupid|loser|moron"),
    HARASSMENT_THREATENING("harassment/threatening", false, "(hurt|kill) (you|him|her|them)"),
    HATE("hate", false, "hate|hates|hated|hateful"),
    HATE_THREATENING("hate/threatening", false, "hate\\b.*\\bkill|kill\\b.*\\bhate"),
    ILLICIT("illicit", false, "steal|shoplift|counterfeit|launder"),
    ILLICIT_VIOLENT("illicit/violent", false, "bomb|bombs|explosives"),
    SELF_HARM("self-harm", true, "suicide|self-harm|(hurt|kill) myself"),
    SELF_HARM_INTENT("self-harm/intent", true, "(hurt|kill) myself"),
    SELF_HARM_INSTRUCTIONS("self-harm/instructions", true, "how to (hurt|kill) (myself|yourself)"),
    SEXUAL("sexual", true, "sex|sexual|porn|nude"),
    SEXUAL_MINORS("sexual/minors", false, "child porn"),
    VIOLENCE("violence", true, "kill|kills|killed|murder|attack|shoot|stab"),
    VIOLENCE_GRAPHIC("violence/graphic", true, "gore|blood|behead");

    private final String key;
    private final boolean seesImages;
    private final Pattern words;

    ModerationCategory(String key, boolean seesImages, String words) {
        this.key = key;
        this.seesImages = seesImages;
        this.words = Pattern.compile("(?is)\\b(" + words + ")\\b");
    }

    /** As it stands in an answer. */
    String key() {
        return key;
    }

    boolean seesImages() {
        return seesImages;
    }

    boolean finds(String text) {
        return words.matcher(text).find();
    }
}
