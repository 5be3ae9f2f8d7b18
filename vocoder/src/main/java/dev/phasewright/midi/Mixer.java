package dev.phasewright.midi;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import javax.sound.midi.ShortMessage;
import javax.sound.midi.VoiceStatus;
import org.jspecify.annotations.Nullable;

/**
 * Sixteen channels and their voices, rendered piece by piece. Messages may come from any thread; each takes effect at the
 * sample that its time names, or at the next one that is rendered.
 */
final class Mixer {
    static final int CHANNELS = 16;
    static final int POLYPHONY = 32;

    private static final int DRUMS = 9;
    private static final int MOST_WAITING = 1 << 16;

    private final Notes notes;
    private final Hits hits;
    private final int sampleRate;
    private final ChannelState[] channels = new ChannelState[CHANNELS];
    private final List<Voice> voices = new ArrayList<>();
    private final Deque<ShortMessage> soon = new ArrayDeque<>();
    private final PriorityQueue<Timed> later =
            new PriorityQueue<>(Comparator.comparingLong(Timed::sample).thenComparingLong(Timed::order));
    private long position;
    private long order;

    /** Where notes come from. */
    @FunctionalInterface
    interface Notes {
        /** The note of a program at a key; null if there is none, or none yet. */
        @Nullable
        StruckNote of(int program, int key);
    }

    /** Where hits of drums come from. */
    @FunctionalInterface
    interface Hits {
        /** No drums. */
        Hits NONE = pad -> null;

        /** The next of a pad; null if there is none, or none yet. */
        @Nullable
        StruckNote of(Pad pad);
    }

    private record Timed(long sample, long order, ShortMessage message) {}

    Mixer(Notes notes, Hits hits, int sampleRate) {
        this.notes = notes;
        this.hits = hits;
        this.sampleRate = sampleRate;
        Arrays.setAll(channels, i -> new ChannelState());
    }

    /**
     * Takes a message.
     *
     * @param microseconds when it is to take effect, from the beginning of what is rendered; negative for at once
     */
    synchronized void send(ShortMessage message, long microseconds) {
        if (soon.size() + later.size() >= MOST_WAITING) {
            return; // Nobody could hear what a flood of these would be.
        }
        if (microseconds < 0) {
            soon.add(message);
        } else {
            later.add(new Timed(Math.round(microseconds * (double) sampleRate / 1e6), order++, message));
        }
    }

    /** Samples rendered so far. */
    synchronized long position() {
        return position;
    }

    /** The state of a channel; to be used under this mixer's lock. */
    ChannelState channel(int number) {
        return channels[number];
    }

    /** How many voices sound. */
    synchronized int sounding() {
        return (int) voices.stream().filter(Voice::isSounding).count();
    }

    /** What each of the voices plays, those that sound first. */
    synchronized VoiceStatus[] status() {
        VoiceStatus[] all = new VoiceStatus[POLYPHONY];
        Arrays.setAll(all, i -> new VoiceStatus());
        int i = 0;
        for (Voice voice : voices) {
            if (voice.isSounding()) {
                all[i].active = true;
                all[i].channel = voice.channel();
                all[i].note = voice.key();
                all[i++].program = channels[voice.channel()].program;
            }
        }
        return all;
    }

    /** Renders the next samples. */
    synchronized void render(float[] out, int count) {
        Arrays.fill(out, 0, count, 0);
        for (ShortMessage message; (message = soon.poll()) != null; ) {
            obey(message);
        }
        int done = 0;
        while (done < count) {
            while (!later.isEmpty() && later.peek().sample <= position + done) {
                obey(later.poll().message);
            }
            long next = later.isEmpty() ? Long.MAX_VALUE : later.peek().sample - position;
            int to = (int) Math.min(count, next);
            for (Iterator<Voice> all = voices.iterator(); all.hasNext(); ) {
                Voice voice = all.next();
                ChannelState channel = channels[voice.channel()];
                voice.addTo(out, done, to, channel.semitones(), loudness(channel));
                if (voice.isOver()) {
                    all.remove();
                }
            }
            done = to;
        }
        position += count;
    }

    private double loudness(ChannelState channel) {
        boolean soloed = Arrays.stream(channels).anyMatch(each -> each.solo);
        return channel.mute || (soloed && !channel.solo) ? 0 : channel.loudness();
    }

    private void obey(ShortMessage message) {
        int number = message.getChannel();
        ChannelState channel = channels[number];
        int first = message.getData1();
        int second = message.getData2();
        switch (message.getCommand()) {
            case ShortMessage.NOTE_ON -> {
                if (second > 0) {
                    strike(number, first, second);
                } else {
                    letGo(number, first);
                }
            }
            case ShortMessage.NOTE_OFF -> letGo(number, first);
            case ShortMessage.PROGRAM_CHANGE -> channel.program = first;
            case ShortMessage.PITCH_BEND -> channel.bend = first | (second << 7);
            case ShortMessage.CONTROL_CHANGE -> control(number, first, second);
            default -> {
                // Pressure changes nothing, and a clock is nothing to a note.
            }
        }
    }

    private void strike(int number, int key, int velocity) {
        letGo(number, key);
        StruckNote note = number == DRUMS ? hit(key) : notes.of(channels[number].program, key);
        if (note == null) {
            return;
        }
        if (sounding() >= POLYPHONY) {
            victim().steal();
        }
        double share = velocity / 127.0;
        voices.add(new Voice(note, number, key, share * share, sampleRate));
    }

    /** By General MIDI's map; a pair of hats is one. */
    private @Nullable StruckNote hit(int key) {
        Pad pad = PercussionMap.pad(key).orElse(null);
        if (pad == null) {
            return null;
        }
        StruckNote hit = hits.of(pad);
        if (hit != null && pad.isHat()) {
            each(DRUMS, voice -> {
                if (PercussionMap.pad(voice.key()).filter(Pad::isHat).isPresent()) {
                    voice.steal();
                }
            });
        }
        return hit == null ? null : hit.at(key);
    }

    /** The oldest that only the pedal holds, or else the oldest of all. */
    private Voice victim() {
        return voices.stream()
                .filter(voice -> voice.isSounding() && voice.isPedalled())
                .findFirst()
                .or(() -> voices.stream().filter(Voice::isSounding).findFirst())
                .orElseThrow();
    }

    private void letGo(int number, int key) {
        if (number == DRUMS) {
            return; // A drum rings as long as it does.
        }
        for (Voice voice : voices) {
            if (voice.channel() == number && voice.key() == key && voice.isSounding()) {
                if (channels[number].isPedalDown()) {
                    voice.holdByPedal();
                } else {
                    voice.release();
                }
            }
        }
    }

    private void control(int number, int controller, int value) {
        ChannelState channel = channels[number];
        switch (controller) {
            case ChannelState.ALL_SOUND_OFF -> each(number, Voice::steal);
            case ChannelState.ALL_NOTES_OFF -> each(number, Voice::release);
            case ChannelState.RESET -> {
                channel.reset();
                endPedalled(number);
            }
            default -> {
                channel.controllers[controller] = value;
                if (controller == ChannelState.PEDAL && !channel.isPedalDown()) {
                    endPedalled(number);
                }
            }
        }
    }

    private void endPedalled(int number) {
        each(number, voice -> {
            if (voice.isPedalled()) {
                voice.release();
            }
        });
    }

    private void each(int number, Consumer<Voice> deed) {
        voices.stream()
                .filter(voice -> voice.channel() == number && voice.isSounding())
                .forEach(deed);
    }
}
