package dev.phasewright.corpus.drums;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** In which form a kit lies on the disk. */
enum Form {
    /** A folder of sound files, in any depth. */
    FOLDER {
        @Override
        List<DrumSound> sounds(Path root, String place) throws IOException {
            return SoundFolder.sounds(root, place);
        }
    },
    /** A folder whose {@code drumkit.xml} says which file is which pad's. */
    HYDROGEN {
        @Override
        List<DrumSound> sounds(Path root, String place) throws IOException {
            return HydrogenKit.sounds(root, place);
        }
    },
    /** The samples of a SoundFont 2 file. */
    SOUNDFONT {
        @Override
        List<DrumSound> sounds(Path root, String place) throws IOException {
            return SoundFont.sounds(root, place);
        }
    };

    /**
     * All sounds of a kit, in an order that is always the same.
     *
     * @param root what the kit's place begins from
     * @param place the kit's folder or file
     * @throws IOException if it cannot be read; the message is one line
     */
    abstract List<DrumSound> sounds(Path root, String place) throws IOException;
}
