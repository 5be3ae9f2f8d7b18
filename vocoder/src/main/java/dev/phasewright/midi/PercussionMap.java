package dev.phasewright.midi;

import static dev.phasewright.midi.Pad.CLAP;
import static dev.phasewright.midi.Pad.CLOSED_HAT;
import static dev.phasewright.midi.Pad.CRASH;
import static dev.phasewright.midi.Pad.HIGH_TOM;
import static dev.phasewright.midi.Pad.KICK;
import static dev.phasewright.midi.Pad.KICK_2;
import static dev.phasewright.midi.Pad.LOW_TOM;
import static dev.phasewright.midi.Pad.MID_TOM;
import static dev.phasewright.midi.Pad.OPEN_HAT;
import static dev.phasewright.midi.Pad.PEDAL_HAT;
import static dev.phasewright.midi.Pad.PERCUSSION;
import static dev.phasewright.midi.Pad.PERCUSSION_2;
import static dev.phasewright.midi.Pad.RIDE;
import static dev.phasewright.midi.Pad.RIM;
import static dev.phasewright.midi.Pad.SNARE;
import static dev.phasewright.midi.Pad.SNARE_2;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * General MIDI's percussion map (level 1, keys 35 to 81), whose 47 instruments are played on the sixteen pads: a pad's own
 * key on it, any other on the one most like it. Drums and bells of other families are one percussion, what is scraped,
 * shaken or of wood the other.
 */
public final class PercussionMap {
    /** The keys it has, as MIDI counts. */
    public static final List<Integer> KEYS =
            IntStream.rangeClosed(35, 81).boxed().toList();

    private static final List<Pad> PADS = List.of(
            KICK_2, // 35 acoustic bass drum
            KICK, // 36 bass drum 1
            RIM, // 37 side stick
            SNARE, // 38 acoustic snare
            CLAP, // 39 hand clap
            SNARE_2, // 40 electric snare
            LOW_TOM, // 41 low floor tom
            CLOSED_HAT, // 42 closed hi-hat
            LOW_TOM, // 43 high floor tom
            PEDAL_HAT, // 44 pedal hi-hat
            LOW_TOM, // 45 low tom
            OPEN_HAT, // 46 open hi-hat
            MID_TOM, // 47 low-mid tom
            MID_TOM, // 48 hi-mid tom
            CRASH, // 49 crash cymbal 1
            HIGH_TOM, // 50 high tom
            RIDE, // 51 ride cymbal 1
            CRASH, // 52 Chinese cymbal
            RIDE, // 53 ride bell
            PERCUSSION, // 54 tambourine
            CRASH, // 55 splash cymbal
            PERCUSSION, // 56 cowbell
            CRASH, // 57 crash cymbal 2
            PERCUSSION_2, // 58 vibraslap
            RIDE, // 59 ride cymbal 2
            PERCUSSION, // 60 high bongo
            PERCUSSION, // 61 low bongo
            PERCUSSION, // 62 mute high conga
            PERCUSSION, // 63 open high conga
            PERCUSSION, // 64 low conga
            PERCUSSION, // 65 high timbale
            PERCUSSION, // 66 low timbale
            PERCUSSION, // 67 high agogo
            PERCUSSION, // 68 low agogo
            PERCUSSION_2, // 69 cabasa
            PERCUSSION_2, // 70 maracas
            PERCUSSION_2, // 71 short whistle
            PERCUSSION_2, // 72 long whistle
            PERCUSSION_2, // 73 short guiro
            PERCUSSION_2, // 74 long guiro
            PERCUSSION_2, // 75 claves
            PERCUSSION_2, // 76 high wood block
            PERCUSSION_2, // 77 low wood block
            PERCUSSION_2, // 78 mute cuica
            PERCUSSION_2, // 79 open cuica
            PERCUSSION, // 80 mute triangle
            PERCUSSION); // 81 open triangle

    private PercussionMap() {}

    /**
     * The pad that a key is played on.
     *
     * @param key as MIDI counts
     * @return nothing if the map has no such key
     */
    public static Optional<Pad> pad(int key) {
        int place = KEYS.indexOf(key);
        return place < 0 ? Optional.empty() : Optional.of(PADS.get(place));
    }
}
