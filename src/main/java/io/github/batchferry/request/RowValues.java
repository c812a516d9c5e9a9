package io.github.batchferry.request;

import io.github.batchferry.request.endpoint.RequestForm;

/** The values of one row that matter for its request, pointed anew for every row. */
public final class RowValues {
    /** Text, or JSON text for {@link RequestForm#MESSAGES} and {@link RequestForm#BODY}. */
    public final Utf8 payload = new Utf8();

    /** Of {@link RequestForm#TEMPLATE}: the column that is null, where the payload is null for that. */
    public String missing = "";

    /** Read only where the template has no model of its own. */
    public final Utf8 model = new Utf8();

    /** Read only for {@link RequestForm#INPUTS}. */
    public Texts texts = Texts.NONE;

    /** Read only where the template has a column of images. */
    public Images images = Images.NONE;

    /** How images stand in a row. */
    public enum ImageForm {
        /** As texts: URLs, data URLs too. */
        URL,
        BYTES
    }

    /** The images of a row. */
    public interface Images {
        Images NONE = new Images() {
            @Override
            public ImageForm form() {
                return ImageForm.URL;
            }

            @Override
            public int size() {
                return 0;
            }

            @Override
            public void point(int image, Utf8 at) {
                throw new IndexOutOfBoundsException(image);
            }
        };

        ImageForm form();

        int size();

        void point(int image, Utf8 at);
    }

    /** The elements of an array of strings. */
    public interface Texts {
        Texts NONE = new Texts() {
            @Override
            public int size() {
                return 0;
            }

            @Override
            public void point(int element, Utf8 at) {
                throw new IndexOutOfBoundsException(element);
            }
        };

        int size();

        void point(int element, Utf8 at);
    }
}
