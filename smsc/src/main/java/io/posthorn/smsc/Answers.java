package io.posthorn.smsc;

import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.ServerResponseDeliveryListener;
import org.jsmpp.session.SubmitMultiResult;
import org.jsmpp.session.SubmitSmResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells which answers have left. */
record Answers(Smsc.Behaviour behaviour) implements ServerResponseDeliveryListener {
    private static final Logger log = LoggerFactory.getLogger(Answers.class);

    @Override
    public void onSubmitSmRespSent(SubmitSmResult result, SMPPServerSession source) {
        behaviour.answered(result.getMessageId());
    }

    @Override
    public void onSubmitSmRespError(SubmitSmResult result, Exception cause, SMPPServerSession source) {
        log.atDebug().setCause(cause).log("an answer could not be written");
    }

    @Override
    public void onSubmitMultiRespSent(SubmitMultiResult result, SMPPServerSession source) {
        // There is none: such messages are refused.
    }

    @Override
    public void onSubmitMultiRespError(SubmitMultiResult result, Exception cause, SMPPServerSession source) {
        // There is none: such messages are refused.
    }
}
